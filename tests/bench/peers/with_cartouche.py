# with_cartouche.py - the benchmark's cases drawn by Cartouche, and the ground that all others draw.
import json
import subprocess

import cases

NAME, LABEL = "cartouche", "Cartouche"
command = None  # the path of the program, which `run` sets

STYLE = f"""style: 1
fonts: {{ sans: [Open Sans, DejaVu Sans] }}
sheet: {{ margin: 0, paper: "#ffffff" }}
area:
  land: {{ fill: "{cases.LAND}", stroke: {{ color: "{cases.COAST}", width: {cases.COAST_WIDTH}px }} }}
  fill: {{ fill: "{cases.LAND}" }}
  stroke: {{ stroke: {{ color: "{cases.COAST}", width: {cases.COAST_WIDTH}px }} }}
"""


def version():
    said = subprocess.run([command, "--version"], capture_output=True, text=True, check=True).stdout
    return said.split("\n")[0].split()[-1]


def land_spec(case, folder, source, style="land"):
    """Writes the spec of a case of the land; gives its path."""
    width, height = case.size
    (folder / "land.style.yaml").write_text(STYLE, encoding="utf-8")
    spec = folder / f"{case.name}.map.yaml"
    spec.write_text(f"map: 1\nid: {case.name}\nstyle: land.style.yaml\nview: {{ {case.view} }}\n"
                    f"size: {{ width: {width}px, height: {height}px }}\ndata: {{ land: {{ file: {source} }} }}\n"
                    f"layers: [ {{ id: land, data: land, class: {style} }} ]\n", encoding="utf-8")
    return spec


def ground(case, folder, land):
    """What the whole page shows, in the units of the projection."""
    spec = cases.MAP if case.kind != "land" else land_spec(case, folder, land / "polygons.shp")
    report = folder / "ground.json"
    subprocess.run([command, "render", spec, "--lang", "en", "-o", folder / "ground.png", "--report", report], check=True,
                   capture_output=True)
    frame = json.loads(report.read_text(encoding="utf-8"))["frames"][0]
    a, _, c, _, e, f = frame["to_page"]
    width, height = case.size
    extent = (-c / a, (height - f) / e, (width - c) / a, -f / e)
    if frame["crs"] == "+proj=eqc":  # the same picture, with nothing to project
        return cases.Ground(cases.DEGREES, tuple(x / cases.DEGREE for x in extent), case.size)
    return cases.Ground(frame["crs"], extent, case.size)


def job(work):
    if work.case.kind == "land":
        return cases.Job([command, "render", land_spec(work.case, work.folder, work.source), "-o", work.out])
    if work.case.kind == "figure":
        return cases.Job([command, "render", cases.MAP, "--lang", "en", "-o", work.out],
                         "with title, key, scale bar, locator; cuts the areas itself")
    return cases.Job([command, "batch", cases.batch_map(work.data), "--dates", f"{cases.DAYS[0]}..{cases.DAYS[-1]}", "--lang",
                      "en", "-j", "2", "-o", work.out / "{date}.png"], "two workers, the larger one's memory")
