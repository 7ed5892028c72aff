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


def class_text(layer):
    """A layer's class in the style, by its kind."""
    words = []
    if layer.fill:
        words.append(f'fill: "{layer.fill}"')
    if layer.hatch:
        stroke, width, gap, angle = layer.hatch
        words.append(f'hatch: {{ angle: {angle}, gap: {gap}px, width: {width}px, color: "{stroke}" }}')
    if layer.stroke:
        words.append(f'stroke: {{ color: "{layer.stroke}", width: {layer.width}px }}')
    if layer.casing:
        words.append(f'casing: {{ color: "{layer.casing}", width: {layer.casing_width}px }}')
    if layer.dot:
        size, ink, rim = layer.dot
        words.append(f'symbol: circle, size: {size}px, fill: "{ink}", casing: {{ color: "{rim}", width: 1px }}')
    if not words:
        return ""  # a name alone
    return f"  {layer.name}: {{ {', '.join(words)} }}\n"


def label_text(layer):
    told = layer.label
    return (f'  {layer.name}: {{ font: sans, weight: {600 if told.bold else 400}, italic: {str(told.italic).lower()}, size: {told.size}px, '
            f'color: "{told.color}", tracking: {told.tracking}px, halo: {{ color: "{told.halo}", width: {told.halo_width}px }}, '
            f"place: {layer.kind} }}\n")


def plain_spec(folder, data):
    """The figure as the others have it: the same files and layers, nothing to cut, no title and no key."""
    layers = cases.figure_layers(data)
    style = 'style: 1\nfonts: { sans: [Open Sans, DejaVu Sans] }\n' + f'sheet: {{ margin: 0, ground: "{cases.SEA}" }}\n'
    style += "text:\n" + "".join(label_text(x) for x in layers if x.label)
    for kind in ("area", "line", "point"):
        style += f"{kind}:\n" + "".join(class_text(x) for x in layers if x.kind == kind)
    (folder / "plain.style.yaml").write_text(style, encoding="utf-8")
    lines = ["map: 1\nid: plain\nstyle: plain.style.yaml\n"
             'view: { bbox: [34.6, 46.5, 42, 50.3], pad: 0%, project: "+proj=lcc +lat_0=48.5 +lon_0=38.3 +lat_1=47.4 +lat_2=49.5 +datum=WGS84" }\n'
             "size: { width: 1200px, height: 1000px }\ndata:\n"]
    lines += [f"  {x.name}: {{ file: {x.file.format(day='')} }}\n" for x in layers] + ["layers:\n"]
    for x in layers:
        label = f', label: "{{{x.label.field}}}"' if x.label else ""
        lines.append(f"  - {{ id: {x.name}, data: {x.name}, class: {x.name}{label} }}\n")
    spec = folder / "plain.map.yaml"
    spec.write_text("".join(lines), encoding="utf-8")
    return spec


def ground(case, folder, cache):
    """What the whole page shows, in the units of the projection."""
    spec = cases.MAP
    if case.kind == "land":
        spec = land_spec(case, folder, cache / "land" / "polygons.shp")
    elif case.name == "figure-plain":
        spec = plain_spec(folder, cache / "figure")
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
    if work.case.name == "figure-plain":
        return cases.Job([command, "render", plain_spec(work.folder, work.data), "-o", work.out], "what the others draw, nothing more")
    if work.case.kind == "figure":
        return cases.Job([command, "render", cases.MAP, "--lang", "en", "-o", work.out],
                         "with title, key, scale bar, locator; cuts the areas itself")
    return cases.Job([command, "batch", cases.batch_map(work.data), "--dates", f"{cases.DAYS[0]}..{cases.DAYS[-1]}", "--lang",
                      "en", "-j", "2", "-o", work.out / "{date}.png"], "two workers, the larger one's memory")
