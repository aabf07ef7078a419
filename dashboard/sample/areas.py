"""Harbor City, drawn: the map of the sample city and its neighborhoods, as constants.

No such city exists; it lies in open sea so that no real street is meant. Knows
nothing of seeds, clocks or files. Population is fixed, whatever the seed.
"""

from __future__ import annotations

from dataclasses import dataclass

CITY = "Harbor City"
TIMEZONE = "America/New_York"
WEST, SOUTH = -70.6, 38.2
CELL_EAST, CELL_NORTH = 0.005, 0.004
PUBLISHER = "Harbor City Police Department"
PLANNING = "Harbor City Department of Planning"


LEGISLATIVE = {"1": "41", "2": "41", "3": "42", "4": "42", "5": "43", "6": "43", "7": "44"}
"""Each district of the state legislature is one or two council districts."""


@dataclass(frozen=True, slots=True)
class Area:
    """A neighborhood. ``symbol`` marks its cells on the map; ``trade`` and ``strain`` run from 0 to 9."""

    symbol: str
    name: str
    district: str
    council: str
    residents: int
    trade: int
    strain: int

    @property
    def legislative(self) -> str:
        """The district of the state legislature it lies in."""
        return LEGISLATIVE[self.council]


MAP = """\
....................................
..........aabbbcc...................
........ggaabbbcccddjjeeee..........
.......gggaaabbccdddjjeeekk.........
......ggggaaahhhdddjjjeeekkm........
.....ffgggaahhhhiiiijjjekkkmmm......
....fffpppqqqhhhiiiijjvvkkllmmyy....
...ffffpppqqqqhssiiiuvvvvllllyyyy...
..nnfffpppqqqqssssuuuvvvvwwllyyyyz..
..nnnnopppqqqrssssuuuvvvvwwwwyyyzzz.
.nnnnoooBBBrrrrtttuuuGvvIwwwxxxzzzzz
.nnnnoooBBBrrrrttttuGGGIIIIxxxxzzzzz
.AAAAoooBBBrrrrtttEEGGGIIIIxxxKKzzLL
.AAAAoooBBBDDDDDtEEEGGGHHIJJxKKKKLLL
.AAAAANNNCCCDDDPPEEEFFHHHJJJUKKKKLLL
..AAANNNNCCCDDDPPPEEFFFHHJJJUUKKKLLL
..AAMNNNNCCCCOPPPPQQFFSSSJJUUUUVVLL.
...MMMNNNCCCOOOPPQQQRRSSSTTTUUVVVVV.
...MMMMNXXXOOOOOQQQQRRSSSTTTTUVVVV..
...MMMMXXXXXOOOOZZZRRR0022TTT3VVVV..
....MMWWXXXXYYYYZZZZR00022223333V...
....WWWWXXXXYYYYZZZ...00222233333...
....WWWWW444YYYYYZZ...1112773333....
....WWWW44444YYY6666...117777333....
.....WWW444445566666....1777733.....
......W4444445556666....77777.......
.......444445555666......7..........
.........4455555566.................
............555556..................
..............555...................
"""

AREAS = (
    Area("a", "Alder Grove", "Northgate", "1", 6_171, 3, 2),
    Area("b", "North Common", "Northgate", "1", 3_507, 1, 0),
    Area("c", "Northgate Terrace", "Northgate", "1", 5_486, 2, 2),
    Area("d", "Kestrel Park", "Northgate", "2", 5_079, 1, 4),
    Area("e", "Summit Point", "Summit", "2", 4_660, 2, 0),
    Area("f", "Quarry Hill", "Westridge", "1", 4_515, 1, 3),
    Area("g", "Wexcombe", "Northgate", "1", 7_275, 1, 4),
    Area("h", "Beacon Rise", "Northgate", "1", 5_983, 3, 1),
    Area("i", "Larkmeade", "Northgate", "2", 7_688, 4, 2),
    Area("j", "Thornbury", "Northgate", "2", 5_551, 2, 1),
    Area("k", "Harrow Crest", "Summit", "2", 7_095, 2, 5),
    Area("l", "Juniper Heights", "Summit", "2", 3_137, 2, 3),
    Area("m", "High Orchard", "Summit", "2", 2_916, 1, 3),
    Area("n", "West Ridge Park", "Westridge", "6", 5_055, 1, 2),
    Area("o", "Tannery Row", "Westridge", "6", 9_331, 1, 5),
    Area("p", "Foxglove", "Westridge", "1", 10_198, 3, 3),
    Area("q", "Marlstone", "Westridge", "1", 6_378, 1, 5),
    Area("r", "Old Parade", "Westridge", "6", 5_712, 2, 7),
    Area("s", "Collegiate Hill", "Central", "7", 11_397, 2, 7),
    Area("t", "Museum Row", "Central", "7", 9_725, 4, 4),
    Area("u", "Pember Square", "Central", "2", 6_591, 4, 4),
    Area("v", "Ashmount", "Summit", "2", 7_443, 4, 1),
    Area("w", "Birchwick", "Summit", "3", 7_954, 6, 2),
    Area("x", "Carrow", "Lakeside", "3", 4_369, 7, 2),
    Area("y", "Summit View", "Summit", "3", 7_871, 1, 3),
    Area("z", "Lakeshore", "Lakeside", "3", 10_462, 3, 3),
    Area("A", "Westfield Gate", "Westridge", "6", 4_556, 2, 4),
    Area("B", "Dunmere Park", "Westridge", "6", 8_560, 3, 3),
    Area("C", "Mill Race", "Mill", "6", 7_174, 2, 3),
    Area("D", "Courthouse Square", "Central", "7", 8_171, 3, 4),
    Area("E", "Downtown", "Central", "7", 6_120, 9, 3),
    Area("F", "Exchange Place", "Eastfield", "4", 10_264, 9, 3),
    Area("G", "Saddler Row", "Eastfield", "4", 8_934, 5, 5),
    Area("H", "Eastmarket", "Eastfield", "4", 5_760, 4, 4),
    Area("I", "Beltrán Park", "Eastfield", "3", 6_254, 4, 5),
    Area("J", "Eastfield Gardens", "Eastfield", "4", 7_176, 3, 5),
    Area("K", "Lakeview", "Lakeside", "3", 7_389, 1, 1),
    Area("L", "Heron Point", "Lakeside", "3", 5_148, 1, 2),
    Area("M", "Weir Hollow", "Mill", "6", 5_303, 3, 1),
    Area("N", "Millbrook", "Mill", "6", 8_705, 5, 4),
    Area("O", "Canal Side", "Mill", "7", 11_244, 4, 5),
    Area("P", "Old Market", "Central", "7", 10_226, 6, 5),
    Area("Q", "Customs Quarter", "Central", "5", 7_894, 6, 3),
    Area("R", "Harborfront", "Harbor", "5", 4_948, 8, 3),
    Area("S", "Cooper Yards", "Eastfield", "4", 8_569, 4, 0),
    Area("T", "Eastfield Station", "Eastfield", "4", 7_117, 2, 1),
    Area("U", "Reservoir Park", "Lakeside", "4", 0, 1, 2),
    Area("V", "South Lake", "Lakeside", "4", 8_020, 2, 2),
    Area("W", "Sluice Meadow", "Lowlands", "7", 10_632, 1, 4),
    Area("X", "Lower Mill", "Mill", "7", 6_516, 2, 5),
    Area("Y", "Brickfield", "Lowlands", "7", 17_450, 4, 6),
    Area("Z", "Wharf Hill", "Harbor", "5", 12_394, 5, 6),
    Area("0", "Ropewalk", "Harbor", "5", 4_447, 5, 3),
    Area("1", "Lighthouse Point", "Harbor", "5", 5_914, 3, 2),
    Area("2", "Chandler's Rest", "Harbor", "5", 10_189, 2, 3),
    Area("3", "Saltmarsh", "Harbor", "5", 6_010, 2, 3),
    Area("4", "Lowland Farms", "Lowlands", "7", 14_812, 1, 3),
    Area("5", "Tidewater Flats", "Lowlands", "5", 14_193, 1, 6),
    Area("6", "Port Terminal", "Lowlands", "5", 38, 3, 3),
    Area("7", "Anchor Village", "Harbor", "5", 7_805, 1, 2),
)

STREET_NAMES = (
    "WESTFIELD HARBOR MILL ALDER QUARRY BEACON LARK THORN HARROW JUNIPER ORCHARD TANNERY FOXGLOVE "
    "MARLSTONE PARADE COLLEGE MUSEUM PEMBER ASHMOUNT BIRCHWICK CARROW SUMMIT LAKESHORE DUNMERE COURTHOUSE "
    "EXCHANGE SADDLER MARKET LINNET HERON WEIR CANAL CUSTOMS COOPER STATION RESERVOIR SLUICE BRICKFIELD "
    "WHARF ROPEWALK LIGHTHOUSE CHANDLER SALTMARSH TIDEWATER ANCHOR KESTREL GRANARY LANTERN FOUNDRY COBBLE "
    "BITTERN WILLOW HAZEL ROWAN CEDAR PLOVER CURLEW MERIDIAN BELFRY TURNPIKE"
)
