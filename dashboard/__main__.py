"""The command line: serve, refresh, audit, status, check, new-city, export."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dashboard import cities, logs, processes
from dashboard.cities import City, CityError
from dashboard.cities.loader import with_portal
from dashboard.data.refresh import client, published, refresh
from dashboard.data.store import StoreError
from dashboard.outcomes import Status, tables, tell
from dashboard.progress import reporter
from dashboard.settings import Settings

cli = typer.Typer(
    help="A public accountability dashboard for a city's open data.", no_args_is_help=True, add_completion=False
)
console = Console(soft_wrap=True)
LOG = logging.getLogger("dashboard")
CityOption = Annotated[str | None, typer.Option("--city", help="a bundled city's key, or a FILE.toml")]
PortalOption = Annotated[str | None, typer.Option("--portal", help="replaces the portal address of the city file")]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; bad input ends with status 2 and a message that says what to change."""
    processes.follow_parent()
    try:
        cli(args=list(arguments) if arguments is not None else None)
    except (CityError, ValueError, StoreError) as error:
        if logs.structured():
            LOG.error("%s", error)
        else:
            Console(stderr=True, soft_wrap=True).print(str(error), style="red", highlight=False, markup=False)
        sys.exit(1 if isinstance(error, StoreError) else 2)
    except Exception as error:
        if not logs.structured():
            raise
        LOG.critical("%s: %s", type(error).__name__, error, exc_info=True)
        sys.exit(1)


def _settings() -> Settings:
    """What the environment says; from here on the log is written as it says."""
    settings = Settings.from_environment()
    logs.configure(settings.log)
    return settings


def _teller(settings: Settings) -> Console:
    """For what a command did rather than what it was asked for: nothing where the log says it all."""
    return Console(soft_wrap=True, quiet=settings.log == "json")


def _city(settings: Settings, asked: str | None) -> City:
    return cities.load(asked or settings.city)


def _portal(city: City, url: str | None) -> AbstractContextManager[str | None]:
    """The portal to ask: the one named, the embedded one for the sample city, else the city file's."""
    if url is None and city.sample:
        from dashboard.sample import SamplePortal

        return SampleAddress(SamplePortal(datetime.now(UTC)))
    if url is not None:
        with_portal(city, url)
    return nullcontext(url)


class SampleAddress(AbstractContextManager[str]):
    """The embedded sample portal, as the address it answers at."""

    def __init__(self, portal: AbstractContextManager[object]) -> None:
        self.portal = portal

    def __enter__(self) -> str:
        return str(self.portal.__enter__().url)  # type: ignore[attr-defined]

    def __exit__(self, *error: object) -> None:
        self.portal.__exit__(*error)  # type: ignore[arg-type]


@cli.command("refresh")
def refresh_command(
    city: CityOption = None,
    portal: PortalOption = None,
    full: Annotated[bool, typer.Option("--full", help="fetch every row, whatever changed")] = False,
    subject: Annotated[list[str] | None, typer.Option("--subject", help="only this subject; repeatable")] = None,
    accept: Annotated[
        str | None, typer.Option("--accept", help="publish although a check fails, for this reason")
    ] = None,
) -> None:
    """Stage, check and publish the city's data. Exit 0: published or unchanged; 3: kept the last good snapshot, or
    published it without the tables about people that could not be checked.
    """
    settings = _settings()
    chosen = _city(settings, city)
    published(chosen, subject or ())
    shown = _teller(settings)
    with _portal(chosen, portal) as address, reporter(shown, settings.log) as report:
        outcome = refresh(
            chosen, settings.cache, portal_url=address, token=settings.app_token, subjects=subject, full=full,
            accept=accept, clock=lambda: datetime.now(UTC), report=report,
        )  # fmt: skip
    tell(shown, outcome)
    if outcome.exit_code:
        raise typer.Exit(outcome.exit_code)
    processes.run("audit", city or settings.city)
    raise typer.Exit(3 if tables(shown, chosen, settings.cache) else 0)


@cli.command("audit")
def audit_command(
    city: CityOption = None,
    seconds: Annotated[float, typer.Option("--seconds", help="tables not checked by then are withheld")] = 300.0,
) -> None:
    """Make the tables about people of the newest snapshot safe and release them; refresh and serve do it by themselves.

    Exit 0: done, or done before; 3: some table could not be checked in time, and is withheld.
    """
    from dashboard.catalog import CATALOG
    from dashboard.data.warehouse import Warehouse
    from dashboard.disclosure.publish import audit

    settings = _settings()
    chosen = _city(settings, city)
    report = audit(chosen, Warehouse(chosen, settings.cache), CATALOG, seconds=seconds)
    if report is None:
        return
    LOG.info("%s", report, extra={"snapshot": report.snapshot, "withheld": dict(report.withheld)})
    _teller(settings).print(str(report), highlight=False)
    raise typer.Exit(3 if report.withheld["unchecked"] else 0)


@cli.command()
def status(city: CityOption = None, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Snapshots, rows, freshness and the last error.

    Exit 1 when there is no snapshot, the last refresh failed or is overdue, a source sends nothing new,
    or tables about people wait for a check.
    """
    from dashboard.data.warehouse import Warehouse

    settings = _settings()
    named = _city(settings, city)
    found = Status.of(named, Warehouse(named, settings.cache), datetime.now(UTC))
    if as_json:
        typer.echo(json.dumps(found.told(), indent=1))
    else:
        found.show(console)
    raise typer.Exit(0 if found.well else 1)


@cli.command()
def check(file: Annotated[str, typer.Argument(metavar="FILE.toml")], portal: PortalOption = None) -> None:
    """Hold a city file against its portal. Exit 1 when something in it cannot work."""
    from dashboard.data.check import check as compare

    settings, city = _settings(), cities.load(file)
    with _portal(city, portal) as address, client(city, address, settings.app_token) as asked:
        findings = compare(city, asked)
    for warning in asked.warnings:
        console.print(warning, highlight=False, markup=False)
    for finding in findings:
        console.print(
            f"{finding.severity}: {finding.where}: {finding.message} {finding.suggestion or ''}".rstrip(),
            highlight=False,
            markup=False,
        )
    failed = any(finding.severity == "error" for finding in findings)
    console.print("the file does not fit its portal" if failed else "the file fits its portal")
    raise typer.Exit(1 if failed else 0)


@cli.command("new-city")
def new_city(
    domain: Annotated[str, typer.Argument(metavar="DOMAIN", help="the host of the portal, such as data.example.gov")],
    portal: Annotated[str | None, typer.Option("--portal", help="ask this address in place of DOMAIN")] = None,
    output: Annotated[Path | None, typer.Option("-o", help="the file to write; KEY.toml here unless given")] = None,
    force: Annotated[bool, typer.Option("--force", help="replace a file that is there")] = False,
) -> None:
    """Draft a city file from a portal's catalogue, with guesses and open questions marked."""
    from dashboard.data import draft

    raise typer.Exit(draft.command(domain, portal, output, force, _settings().app_token, typer.echo))


@cli.command()
def export(
    view: str,
    query: Annotated[str, typer.Option("--query", help='such as "since=2026-01-01&district=Eastern"')] = "",
    form: Annotated[str, typer.Option("--format", help="csv, json, txt, xlsx, zip, svg, png or pdf")] = "csv",
    output: Annotated[Path | None, typer.Option("-o", help="a file; standard output unless given")] = None,
    city: CityOption = None,
) -> None:
    """Write what the site would serve for a view."""
    from dashboard.factory import wsgi

    settings = _settings()
    site = wsgi(Settings(city=city or settings.city, cache=settings.cache, warehouse=settings.warehouse)).test_client()
    response = site.get(f"/views/{view}.{form}", query_string=query)
    if response.status_code != 200:
        raise ValueError(response.get_data(as_text=True).strip())
    if output:
        output.write_bytes(response.data)
    else:
        sys.stdout.buffer.write(response.data)


@cli.command()
def serve(
    city: CityOption = None,
    host: Annotated[str, typer.Option()] = "127.0.0.1",
    port: Annotated[int, typer.Option()] = 8050,
    no_refresh: Annotated[bool, typer.Option("--no-refresh", help="serve what is there; never ask the portal")] = False,
    portal: PortalOption = None,
) -> None:
    """Serve the city; first brings its data up to date, in a process of its own."""
    from dashboard import serving

    settings = _settings()
    chosen = _city(settings, city)
    serving.run(chosen, city or settings.city, settings, host=host, port=port, refreshing=not no_refresh, portal=portal)


if __name__ == "__main__":
    main()
