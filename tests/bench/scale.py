# scale.py - how time and memory grow with features, labels, vertices, layers and words.
import argparse
import json
import math
import os
import pathlib
import random
import resource
import struct
import subprocess
import sys
import tempfile
import time

WEST, SOUTH, EAST, NORTH = 0, 40, 40, 62
LIMIT = 40  # seconds a map may take before it is called off

STYLE = """# bench.style.yaml - plain classes.
style: 1
fonts: { sans: [Open Sans, DejaVu Sans] }
color: { ink: "#202020", paper: "#ffffff", land: "#e8e0d0", red: "#a52714", blue: "#3a6ea5" }
text: { town: { font: sans, weight: 400, size: 11px, color: ink, halo: { color: paper, width: 1px }, place: point },
        area: { font: sans, weight: 400, size: 11px, color: ink, place: area },
        road: { font: sans, weight: 400, size: 11px, color: ink, place: line } }
point: { town: { symbol: circle, size: 4px, fill: ink }, rimmed: { symbol: circle, size: 5px, fill: red, stroke: { color: paper, width: 0.7px } } }
area: { area: { fill: land, stroke: { color: ink, width: 0.5px } }, other: { fill: blue / 40%, stroke: { color: ink, width: 0.5px } },
        hatch: { fill: land, hatch: { angle: 45, gap: 6px, width: 1px, color: red } },
        cross: { hatch: { angle: 45, gap: 8px, width: 1px, color: red, pattern: cross } },
        broad: { hatch: { angle: 45, gap: 10px, width: 3px, color: red } },
        dots: { hatch: { angle: 45, gap: 6px, width: 2px, color: red, pattern: dots } } }
line: { road: { stroke: { color: red, width: 1px } }, cased: { stroke: { color: red, width: 2px }, casing: { color: paper, width: 4px } },
        dashed: { stroke: { color: red, width: 1px, dash: [4px, 3px] } },
        ticked: { stroke: { color: red, width: 1px }, ticks: { length: 3px, gap: 8px, width: 1px } },
        toothed: { stroke: { color: red, width: 1px }, teeth: { size: 4px, gap: 12px } },
        arrowed: { stroke: { color: red, width: 1px }, arrows: { size: 6px, gap: 60px } } }
sheet: { margin: 0px }
"""


def map_text(layer, data, size=(4000, 2500), furniture="key: none, scale_bar: none"):
    return f"""# scale.map.yaml - written by scale.py.
map: 1
id: scale
style: bench.style.yaml
view: {{ bbox: [{WEST}, {SOUTH}, {EAST}, {NORTH}], project: "+proj=eqc +lat_ts=52", pad: 0% }}
size: {{ width: {size[0]}px, height: {size[1]}px }}
data:
  things: {{ {data} }}
layers:
  - {{ id: things, data: things, {layer} }}
furniture: {{ {furniture} }}
"""


# ---- data -------------------------------------------------------------------------------------

def places(count, seed=1):
    chance = random.Random(seed)
    return [(chance.uniform(WEST + 0.2, EAST - 0.2), chance.uniform(SOUTH + 0.2, NORTH - 0.2)) for _ in range(count)]


def points_file(folder, count):
    chance = random.Random(2)
    rows = ["name,kind,lon,lat"]
    for i, (x, y) in enumerate(places(count)):
        word = "".join(chance.choice("aeioubdgklmnprst") for _ in range(chance.randint(4, 9))).capitalize()
        rows.append(f"{word},{i % 3},{x:.5f},{y:.5f}")
    (folder / "things.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return 'file: things.csv, xy: [lon, lat]'


def features_file(folder, kind, count, points, radius, wide=1.0):
    """Rounded blots, or lines that wind, one a feature."""
    chance = random.Random(3)
    features = []
    for i, (x, y) in enumerate(places(count)):
        bend = [chance.uniform(0.7, 1.0) for _ in range(points)]
        if kind == "Polygon":
            ring = [[round(x + wide * radius * b * math.cos(2 * math.pi * k / points), 5),
                     round(y + 0.6 * radius * b * math.sin(2 * math.pi * k / points), 5)] for k, b in enumerate(bend)]
            coordinates = [ring + ring[:1]]
        else:
            coordinates = [[round(x + radius * k / points, 5), round(y + 0.1 * radius * b, 5)] for k, b in enumerate(bend)]
        features.append({"type": "Feature", "properties": {"name": f"Region {i}", "kind": str(i % 2)},
                         "geometry": {"type": kind, "coordinates": coordinates}})
    (folder / "things.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return "file: things.geojson"


def coast(count, closed):
    """One line of many vertices that wanders: a coast, or round an island."""
    chance = random.Random(4)
    xs, ys = [], []
    wobble = 0
    for i in range(count):
        turn = i / count
        wobble = 0.95 * wobble + chance.uniform(-1, 1)
        if closed:
            r = 1 + 0.01 * wobble + 0.15 * math.sin(40 * math.pi * turn)
            xs.append((WEST + EAST) / 2 + 15 * r * math.cos(2 * math.pi * turn))
            ys.append((SOUTH + NORTH) / 2 + 8 * r * math.sin(2 * math.pi * turn))
        else:
            xs.append(WEST + 1 + (EAST - WEST - 2) * turn)
            ys.append((SOUTH + NORTH) / 2 + 0.1 * wobble + 8 * math.sin(60 * math.pi * turn))
    return xs, ys


def coast_file(folder, count, closed):
    """A shapefile of one feature; its rings run clockwise."""
    xs, ys = coast(count, closed)
    if closed:
        xs, ys = xs[::-1] + xs[-1:], ys[::-1] + ys[-1:]
    kind = 5 if closed else 3
    box = struct.pack("<4d", min(xs), min(ys), max(xs), max(ys))
    points = b"".join(struct.pack("<2d", x, y) for x, y in zip(xs, ys))
    body = struct.pack("<i", kind) + box + struct.pack("<iii", 1, len(xs), 0) + points

    def header(size):
        return struct.pack(">7i", 9994, 0, 0, 0, 0, 0, size // 2) + struct.pack("<2i", 1000, kind) + box + bytes(32)

    (folder / "things.shp").write_bytes(header(108 + len(body)) + struct.pack(">2i", 1, len(body) // 2) + body)
    (folder / "things.shx").write_bytes(header(108) + struct.pack(">2i", 50, len(body) // 2))
    field = b"name".ljust(11, b"\0") + b"C" + bytes(4) + bytes([8, 0]) + bytes(14)
    (folder / "things.dbf").write_bytes(struct.pack("<4BIHH20x", 3, 126, 1, 1, 1, 32 + 32 + 1, 9) + field + b"\r" + b" coast   " + b"\x1a")
    (folder / "things.prj").write_text('GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],'
                                       'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]', encoding="utf-8")
    return "file: things.shp"


# ---- cases ------------------------------------------------------------------------------------

def labelled(kind, count):
    if kind == "points":
        return 'class: town, label: { class: town, text: "{name}" }', lambda f: points_file(f, count)
    if kind == "areas":
        radius = 12 / math.sqrt(count)
        return 'class: area, label: { class: area, text: "{name}" }', lambda f: features_file(f, "Polygon", count, 12, radius, 1.6)
    return 'class: road, label: { class: road, text: "{name}" }', lambda f: features_file(f, "LineString", count, 12, 40 / math.sqrt(count))


def cases():
    """Name → (layer, counts, what writes the data for a count)."""
    thousands = (1000, 10000, 100000)
    found = {
        "symbols": ("class: rimmed", thousands, lambda f, n: points_file(f, n)),
        "symbols by class": ("class: { by: kind, 1: town, else: rimmed }", thousands, lambda f, n: points_file(f, n)),
        "areas": ("class: area", thousands, lambda f, n: features_file(f, "Polygon", n, 10, 8 / math.sqrt(n))),
        "areas by class": ("class: { by: kind, 1: area, else: other }", thousands, lambda f, n: features_file(f, "Polygon", n, 10, 8 / math.sqrt(n))),
        "areas with dots": ("class: dots", thousands, lambda f, n: features_file(f, "Polygon", n, 10, 8 / math.sqrt(n))),
        "lines": ("class: road", thousands, lambda f, n: features_file(f, "LineString", n, 10, 8 / math.sqrt(n))),
        "lines, cased": ("class: cased", thousands, lambda f, n: features_file(f, "LineString", n, 10, 8 / math.sqrt(n))),
        "labels of points": (labelled("points", 1)[0], thousands, lambda f, n: labelled("points", n)[1](f)),
        "labels of areas": (labelled("areas", 1)[0], thousands[:2], lambda f, n: labelled("areas", n)[1](f)),
        "labels of lines": (labelled("lines", 1)[0], thousands[:2], lambda f, n: labelled("lines", n)[1](f)),
    }
    vertices = (10000, 100000, 1000000)
    for pattern in ("area", "hatch", "cross", "broad", "dots"):
        found[f"one area: {pattern}"] = (f"class: {pattern}", vertices, lambda f, n: coast_file(f, n, True))
    for look in ("road", "cased", "dashed", "ticked", "toothed", "arrowed"):
        found[f"one line: {look}"] = (f"class: {look}", vertices, lambda f, n: coast_file(f, n, False))
    return found


def run(command, folder):
    """(CPU s, wall s, peak MiB, status, what it said)."""
    start = time.perf_counter()
    with open(folder / "said", "wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, cwd=folder,
                                   preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT)))
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    text = (folder / "said").read_text(encoding="utf-8", errors="replace")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024, process.returncode, text


def measure(arguments, name, layer, count, write, folder):
    (folder / "bench.style.yaml").write_text(STYLE, encoding="utf-8")
    (folder / "scale.map.yaml").write_text(map_text(layer, write(folder, count)), encoding="utf-8")
    for ending in arguments.formats.split(","):
        out = folder / f"out.{ending}"
        command = [str(arguments.cartouche), "render", "scale.map.yaml", "-o", out.name, "--report", "report.json"]
        cpu, wall, peak, status, said = run(command, folder)
        size = out.stat().st_size if out.exists() else 0
        stages = json.loads((folder / "report.json").read_text(encoding="utf-8"))["ms"] if status == 0 else {}
        slow = ", ".join(f"{stage} {ms / 1000:.2f}" for stage, ms in sorted(stages.items(), key=lambda s: -s[1])[:3] if ms > 50)
        print(f"{name:20} {ending:4} {count:8} {cpu:8.2f} {wall:8.2f} {peak:8.0f} {size:10} {status or ''} {slow}", flush=True)
        if arguments.verbose or status:
            print("    " + "\n    ".join(said.splitlines()[:6]))
        if arguments.keep and out.exists():
            out.replace(arguments.keep / f"{name.replace(' ', '-').replace(',', '').replace(':', '')}-{count}.{ending}")
        for path in (out, folder / "report.json"):
            path.unlink(missing_ok=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cartouche", type=lambda p: pathlib.Path(p).resolve(), required=True)
    parser.add_argument("--formats", default="png,svg")
    parser.add_argument("--most", type=int, default=10 ** 9, help="no more things than that")
    parser.add_argument("--least", type=int, default=0, help="no fewer things than that")
    parser.add_argument("--keep", type=pathlib.Path, help="a folder for the drawings")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("cases", nargs="*", help="parts of the names of cases; none: all")
    arguments = parser.parse_args()
    print(f"{'what':20} {'':4} {'count':>8} {'CPU s':>8} {'wall s':>8} {'MiB':>8} {'bytes':>10}")
    for name, (layer, counts, write) in cases().items():
        if arguments.cases and not any(part in name for part in arguments.cases):
            continue
        for count in counts:
            if not arguments.least <= count <= arguments.most:
                continue
            with tempfile.TemporaryDirectory() as folder:
                measure(arguments, name, layer, count, write, pathlib.Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
