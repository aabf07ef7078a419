"""Plotly in the look of the static charts: the same frame, colors and type.

Draws with scatter and bar marks only, so that plotly's basic bundle is enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.frame import Frame
from dashboard.charts.theme import SANS, Style

CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "responsive": True,
    "displayModeBar": False,
    "scrollZoom": False,
    "doubleClick": "reset",
}
Range = tuple[float, float]


def safe(text: str) -> str:
    """Text that plotly shows as written: it reads markup in every text; a newline becomes a break."""
    return escape(text, quote=False).replace("\n", "<br>")


def base(frame: Frame, style: Style, x: Range, y: Range) -> go.Figure:
    """An empty figure as high as ``frame``, as wide as its place, with bare axes over the given values."""
    bare: dict[str, Any] = {"showgrid": False, "zeroline": False, "showticklabels": False, "ticks": ""}
    bare["fixedrange"] = True
    margin = {"l": frame.left, "r": frame.right, "t": frame.top, "b": frame.bottom, "pad": 0, "autoexpand": False}
    colors = style.colors
    return go.Figure(
        layout={
            "template": "none",
            "height": frame.height,
            "margin": margin,
            "paper_bgcolor": colors.card,
            "plot_bgcolor": colors.card,
            "font": {"family": SANS, "size": style.text, "color": colors.soft},
            "showlegend": False,
            "barmode": "overlay",
            "bargap": 0,
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": colors.ink,
                "bordercolor": colors.ink,
                "align": "left",
                "font": {"family": SANS, "size": style.text, "color": colors.card},
            },
            "xaxis": {**bare, "range": list(x)},
            "yaxis": {**bare, "range": list(y)},
        }
    )


def labels(values: Sequence[float], texts: Sequence[str], style: Style, **more: Any) -> dict[str, Any]:
    """Axis settings for tick labels at the given values."""
    font = {"size": style.text, "color": style.colors.soft}
    shown = [safe(text) for text in texts]
    axis = {"showticklabels": True, "tickmode": "array", "tickvals": list(values), "ticktext": shown, "tickfont": font}
    return {**axis, "tickangle": 0, "automargin": False, "ticklabelstandoff": 6, **more}


def note(text: str, style: Style, *, bold: bool = False, **place: Any) -> dict[str, Any]:
    """A text inside the frame, without an arrow, that takes no part in hovering."""
    weight = {"weight": 700} if bold else {}
    font = {**weight, "size": place.pop("size", style.small), "color": place.pop("color", style.colors.soft)}
    return {"text": safe(text), "showarrow": False, "font": font, "borderpad": 0, **place}


def below(text: str, style: Style, y: float, **place: Any) -> dict[str, Any]:
    """A text ``y`` px below the plot, from its left edge."""
    spot = {"xref": "paper", "yref": "paper", "x": 0, "y": 0, "xanchor": "left", "yanchor": "middle", "yshift": -y}
    return note(text, style, **{**spot, **place})


def stroke(runs: Sequence[Sequence[tuple[float, float]]], color: str, width: float) -> go.Scatter:
    """A line of several stretches with nothing between them."""
    x: list[float | None] = []
    y: list[float | None] = []
    for points in runs:
        x += [*(point[0] for point in points), None]
        y += [*(point[1] for point in points), None]
    ink = {"color": color, "width": width}
    return go.Scatter(x=x, y=y, mode="lines", line=ink, hoverinfo="skip", connectgaps=False)
