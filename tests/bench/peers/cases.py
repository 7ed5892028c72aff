# cases.py - what the benchmark draws: the land of the world in several views and forms, the sample figure, a batch.
import collections
import csv
import datetime
import json
import math
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
MAP = ROOT / "data" / "donbas" / "donbas.map.yaml"
DAYS = [datetime.date(2025, 1, 1) + datetime.timedelta(i) for i in range(60)]

# Fill and line of the land, the same in all programs.
LAND, COAST, COAST_WIDTH = "#d8cfb8", "#303030", 0.5

# A case: `kind` is land, figure or batch; `source` a file of land.py; `view` as a map spec has it.
Case = collections.namedtuple("Case", "name title kind source view size ending", defaults=("png",))
WORLD = 'bbox: [-180, -90, 180, 90], pad: 0%, project: "+proj=eqc"'
ROBINSON = 'bbox: [-180, -90, 180, 90], pad: 0%, project: "+proj=robin +datum=WGS84"'
BLACK_SEA = 'bbox: [27, 40, 42, 48], pad: 0%, project: "+proj=lcc +lat_0=44 +lon_0=34.5 +lat_1=41.5 +lat_2=46.5 +datum=WGS84"'
LARGE, SMALL, FIGURE = (4000, 2500), (1200, 900), (1200, 1000)
CASES = [
    Case("world", "World, 250 areas", "land", "land.shp", WORLD, LARGE),
    Case("world-polygons", "World, 81,848 areas", "land", "polygons.shp", WORLD, LARGE),
    Case("robinson", "Robinson, 250 areas", "land", "land.shp", ROBINSON, LARGE),
    Case("robinson-polygons", "Robinson, 81,848 areas", "land", "polygons.shp", ROBINSON, LARGE),
    Case("black-sea", "Black Sea, 250 areas", "land", "land.shp", BLACK_SEA, SMALL),
    Case("black-sea-polygons", "Black Sea, 81,848 areas", "land", "polygons.shp", BLACK_SEA, SMALL),
    Case("geojson", "World, GeoJSON, 250 areas", "land", "land.geojson", WORLD, LARGE),
    Case("geojson-polygons", "World, GeoJSON, 81,848 areas", "land", "polygons.geojson", WORLD, LARGE),
    Case("gpkg", "World, GeoPackage, 250 areas", "land", "land.gpkg", WORLD, LARGE),
    Case("gpkg-polygons", "World, GeoPackage, 81,848 areas", "land", "polygons.gpkg", WORLD, LARGE),
    Case("figure", "The figure, PNG", "figure", None, None, FIGURE),
    Case("figure-plain", "The figure’s layers, PNG", "figure", None, None, FIGURE),
    Case("figure-svg", "The figure, SVG", "figure", None, None, FIGURE, "svg"),
    Case("batch", "The figure on 60 days", "batch", None, None, FIGURE),
]

DEGREES = "+proj=longlat +datum=WGS84"
DEGREE = 6378137 * math.pi / 180  # of plate carrée on WGS84, in metres

# A picture's ground on the page: PROJ string, and west, south, east, north of the whole page in its units.
Ground = collections.namedtuple("Ground", "crs extent size")
# What a program is given: the case, where it may write, its picture (a folder for a batch), and the data.
Work = collections.namedtuple("Work", "case folder out source ground data cache")
# What a program does with it: the command, and a word on what it leaves out or does otherwise.
Job = collections.namedtuple("Job", "command note", defaults=("",))

# A layer of the figure, bottom to top. Colours are #rrggbb or #rrggbbaa, lengths px.
Layer = collections.namedtuple("Layer", "name file kind fill stroke width casing casing_width hatch dot label",
                               defaults=(None,) * 8)
Label = collections.namedtuple("Label", "field size bold color halo halo_width tracking italic", defaults=(0, False))
SEA = "#dbe6ec"
INK = "#1f1f1f"


def figure_layers(folder):
    """The layers of the sample map, in the house style's colours; `{day}` in a file's name is the batch's date."""
    def at(name):
        return str(folder / f"{name}.shp")
    halo = ("#f3f1ec", 1.5)
    return [
        Layer("neighbours", at("countries"), "area", "#e6e4df", "#a9a69e", 0.75),
        Layer("land", at("ukraine"), "area", "#f3f1ec", "#a9a69e", 0.75),
        Layer("rivers", at("rivers"), "line", None, "#c3d6e0", 1.25,
              label=Label("name_en", 11, False, "#33617c", *halo, 0, True)),
        Layer("lakes", at("lakes"), "area", "#c3d6e0"),
        Layer("elsewhere", at("elsewhere{day}"), "area", "#b3301c1a"),
        Layer("since", at("since{day}"), "area", "#b3301c42", hatch=("#b3301c73", 1, 6, 45)),
        Layer("before", at("before{day}"), "area", "#b3301c8a"),
        Layer("oblasts", at("oblasts"), "area", None, "#a9a69e", 0.75),
        Layer("border", at("ukraine"), "area", None, "#6b6861", 1.25),
        Layer("donbas", at("donbas"), "area", None, INK, 1.25, "#ffffff99", 3.5,
              label=Label("name_en", 15, True, INK, *halo, 2.7)),
        Layer("front", at("front{day}"), "line", None, "#b3301c", 2.25, "#ffffff", 5),
        Layer("countries", at("names"), "point", label=Label("name_en", 12.5, False, "#595959", "#e6e4df", 1.5, 3)),
        Layer("villages", at("villages"), "point", dot=(3.5, INK, "#ffffff"), label=Label("name_en", 11, False, INK, *halo)),
        Layer("towns", at("towns"), "point", dot=(4.5, INK, "#ffffff"), label=Label("name_en", 12.5, True, INK, *halo)),
        Layer("cities", at("cities"), "point", dot=(7.25, INK, "#ffffff"), label=Label("name_en", 15, True, INK, *halo)),
    ]


def export(cartouche, data, out, *more):
    subprocess.run([cartouche, "render", *more, "--data", data, "-o", out], check=True, stdout=subprocess.DEVNULL)


def points(folder, cartouche):
    """Shapefiles of the towns that the figure names, by their class; of the rows of a CSV that is GeoJSON on its way."""
    report = folder / "report.json"
    subprocess.run([cartouche, "render", MAP, "--lang", "en", "-o", folder / "figure.png", "--report", report], check=True)
    labels = json.loads(report.read_text(encoding="utf-8"))["labels"]
    classes = {l["id"].partition("/")[2].partition("~")[0]: l["class"] for l in labels if l["layer"] in ("towns", "names")}
    kinds = {"city": "cities", "town": "towns", "village": "villages"}
    found = {name: [] for name in ("names", *kinds.values())}
    for table in ("places.csv", "names.csv"):
        with open(MAP.parent / table, encoding="utf-8") as file:
            for row in csv.DictReader(file):
                kind = classes.get(row["id"])
                if kind:
                    found[kinds.get(kind, "names")].append(
                        {"type": "Feature", "properties": {"name_en": row["name_en"]},
                         "geometry": {"type": "Point", "coordinates": [float(row["lon"]), float(row["lat"])]}})
    for name, features in found.items():
        path = folder / f"{name}.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
        convert(path, folder / f"{name}.shp", cartouche)


def convert(path, out, cartouche):
    spec = path.with_suffix(".map.yaml")
    spec.write_text(f"map: 1\nid: x\nstyle: {ROOT}/styles/newsroom.style.yaml\nview: {{ bbox: [30, 40, 40, 50] }}\n"
                    f"size: {{ width: 100px, height: 100px }}\ndata: {{ x: {{ file: {path.name} }} }}\nlayers: []\n",
                    encoding="utf-8")
    export(cartouche, "x", out, spec)


def figure_data(folder, cartouche):
    """The figure's layers as files that any program reads: the occupied areas cut already, for each of the sixty days."""
    if (folder / "done").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    points(folder, cartouche)
    for data, name in (("countries",) * 2, ("ukraine",) * 2, ("oblasts",) * 2, ("rivers",) * 2, ("lakes",) * 2, ("donbas",) * 2):
        export(cartouche, data, folder / f"{name}.shp", MAP)
    dated = (("elsewhere", "elsewhere"), ("since", "since"), ("held-before", "before"), ("front", "front"))
    for data, name in dated:
        export(cartouche, data, folder / f"{name}.shp", MAP)
    batch = batch_map(folder)
    for day in DAYS:
        for data, name in dated:
            export(cartouche, data, folder / f"{name}{day}.shp", batch, "--date", str(day))
    (folder / "done").write_text("all files are there\n", encoding="ascii")


def batch_map(folder):
    """The sample map with sixty lines of control, as tests/bench/batch makes it."""
    sys.path.insert(0, str(ROOT / "tests" / "bench" / "batch"))
    import sixty
    place = folder / "sixty"
    spec = place / "data" / "donbas" / "donbas.map.yaml"
    return spec if spec.exists() else sixty.copy_map(place)
