# with_mapshaper.py - the benchmark's cases drawn by mapshaper, which writes SVG alone: nothing of its is rastered.
import json
import pathlib
import re
import shutil
import subprocess

import cases

NAME, LABEL = "mapshaper", "mapshaper"
PACKAGES = ["npm"]
ENDING = "svg"
folder = None  # where npm puts it, which `run` sets
HEAP = "8gb"  # the most memory that it may take: Node's own limit is below what the land needs


def DRAWS(case):
    return not (case.kind == "figure" and case.ending == "png")


def program():
    own = folder / "node_modules" / ".bin" / "mapshaper-xl"
    return own if own.exists() else shutil.which("mapshaper-xl")


def version():
    if not program():
        return None
    package = pathlib.Path(program()).resolve().parents[1] / "package.json"
    return json.loads(package.read_text(encoding="utf-8"))["version"]


def install():
    if shutil.which("npm") and not program():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, "mapshaper"])


def style(layer):
    found = {}
    if layer.kind != "point":
        found["fill"] = layer.fill or "none"
        if layer.stroke:
            found |= {"stroke": layer.stroke, "stroke-width": layer.width}
    if layer.dot:
        found |= {"r": layer.dot[0] / 2, "fill": layer.dot[1]}
    if layer.hatch:
        stroke, width, gap, angle = layer.hatch
        found["fill-pattern"] = f"hatches {angle}deg {width}px {stroke} {gap - width}px {layer.fill}"
    if layer.label and layer.kind == "point":
        told = layer.label
        found |= {"label-text": told.field, "font-size": f"{told.size}px", "font-family": "Open Sans", "dy": -5,
                  "font-weight": 600 if told.bold else 400}
    return [f"{key}={value}" for key, value in found.items()]


def crs(ground):
    return [] if ground.crs == cases.DEGREES else ["-proj", ground.crs, "target=*"]


def clipped(case):
    """A window is cut out before anything else, a degree about it: the whole would be written."""
    west, south, east, north = map(float, re.search(r"bbox: \[(.*?)\]", case.view)[1].split(","))
    return ["-clip", f"bbox2={west - 1},{south - 1},{east + 1},{north + 1}"] if east - west < 360 else []


def box(ground):
    return ",".join(f"{x:.10g}" for x in ground.extent)


def written(work, out, layers="*"):
    return ["-o", out, f"target={layers}", f"width={work.ground.size[0]}", f"svg-bbox={box(work.ground)}", "margin=0"]


def figure(work, out, day=""):
    words = []
    layers = cases.figure_layers(work.data)
    for layer in layers:
        words += ["-i", layer.file.format(day=day), f"name={layer.name}"]
    words += crs(work.ground) + ["-rectangle", "+", "name=sea", f"bbox={box(work.ground)}", "-style", "target=sea", f"fill={cases.SEA}"]
    for layer in layers:
        words += ["-style", f"target={layer.name}", *style(layer)]
    return words + written(work, out, ",".join(["sea", *(layer.name for layer in layers)]))


def job(work):
    case = work.case
    if case.kind == "batch":
        lines = []
        for day in cases.DAYS:
            words = " ".join(f'"{word}"' for word in map(str, figure(work, work.out / f"{day}.svg", day)))
            lines.append(f'"{program()}" {HEAP} {words}\n')
        script = work.folder / "batch.sh"
        script.write_text("set -e\n" + "".join(lines), encoding="utf-8")
        return cases.Job(["sh", script], "60 SVGs, a process each, one after the other")
    if case.kind == "figure":
        return cases.Job([program(), HEAP, *figure(work, work.out)], "labels where they are told, no title, key or scale bar")
    land = ["-i", work.source, "name=land", *clipped(case), *crs(work.ground), "-style", f"fill={cases.LAND}", f"stroke={cases.COAST}",
            f"stroke-width={cases.COAST_WIDTH}"]
    return cases.Job([program(), HEAP, *land, *written(work, work.out)], "an SVG, with every point; nothing is rastered")
