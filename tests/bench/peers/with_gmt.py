# with_gmt.py - the benchmark's cases drawn by GMT: a shell script in its modern mode, pictures by Ghostscript.
import json
import shutil
import subprocess

import cases

NAME, LABEL = "gmt", "GMT"
PACKAGES = ["gmt", "ghostscript"]
DPI = 300
POINT = 72 / DPI  # of a px


def DRAWS(case):
    return case.ending == "png"


def version():
    if not shutil.which("gmt") or not shutil.which("gs"):
        return None
    return subprocess.run(["gmt", "--version"], capture_output=True, text=True).stdout.strip()


def region(ground):
    """-R and -J: GMT has its own words for projections."""
    words = dict(word.lstrip("+").split("=") for word in ground.crs.split() if "=" in word)
    x0, y0, x1, y1 = ground.extent
    wide = ground.size[0] / DPI
    if words["proj"] == "longlat":
        return f"-R-180/180/-90/90 -JQ0/{wide}i"
    if words["proj"] == "robin":
        return f"-R-180/180/-90/90 -JN0/{wide}i"
    conic = "/".join(words[k] for k in ("lon_0", "lat_0", "lat_1", "lat_2"))
    return f"-R{x0}/{x1}/{y0}/{y1}+ue -JL{conic}/{wide}i"


def opaque(color):
    """A colour with an opacity as it looks on the figure's land: GMT 6.4 and Ghostscript 10 do not agree on transparency."""
    if len(color) == 7:
        return color
    share, land = int(color[7:], 16) / 255, (0xf3, 0xf1, 0xec)
    return "#" + "".join(f"{round(share * int(color[i:i + 2], 16) + (1 - share) * land[i // 2]):02x}" for i in (1, 3, 5))


def pen(ink, width):
    return f"-W{width * POINT:.3f}p,{opaque(ink)}"


def plotted(layer, day, data):
    file = layer.file.format(day=day)
    if layer.kind == "point":
        return named(layer, data)
    closed = " -L" if layer.kind == "area" else ""
    lines = []
    if layer.fill:
        lines.append(f"gmt plot {file} -G{opaque(layer.fill)}" + (" " + pen(layer.stroke, layer.width) if layer.stroke else ""))
        if layer.hatch:
            lines.append(f"gmt plot {file} -Gp9+f{opaque(layer.hatch[0])}+b-+r{DPI}")
    else:
        lines += [f"gmt plot {file}{closed} {pen(ink, width)}" for ink, width in
                  ((layer.casing, layer.casing_width), (layer.stroke, layer.width)) if ink]
    return "\n".join(lines)


def named(layer, data):
    """Symbols and names of points, at their places: GMT seeks none."""
    features = json.loads((data / f"{layer.name if layer.name != 'countries' else 'names'}.geojson").read_text(encoding="utf-8"))["features"]
    rows = "\n".join("{} {} {}".format(*f["geometry"]["coordinates"], f["properties"][layer.label.field]) for f in features)
    font = f"{layer.label.size * POINT:.2f}p,Helvetica{'-Bold' if layer.label.bold else ''},{layer.label.color}"
    text = f"gmt text -F+f{font}+jBC -D0/{4 * POINT:.2f}p <<'END'\n{rows}\nEND"
    if not layer.dot:
        return text
    size, ink, rim = layer.dot
    return f"gmt plot -Sc{size * POINT:.2f}p -G{ink} {pen(rim, 1)} <<'END'\n{rows}\nEND\n{text}"


def picture(work, out, day=""):
    """A script's lines for one map."""
    lines = [f"gmt begin {out.with_suffix('')} png E{DPI}", f"gmt basemap {region(work.ground)} -B+n+g{cases.SEA}"]
    lines += [plotted(layer, day, work.data) for layer in cases.figure_layers(work.data)]
    return "\n".join(lines + ["gmt end"]) + "\n"


def job(work):
    case, script = work.case, work.folder / "map.sh"
    start = "set -e\nexport OGR_GEOJSON_MAX_OBJ_SIZE=0 GMT_SESSION_NAME=$$\n"
    if case.kind == "land":
        # its pictures are cut to what is drawn: a part of the page less, of which nothing is
        script.write_text(start + f"gmt begin {work.out.with_suffix('')} png E{DPI}\ngmt plot {work.source} {region(work.ground)} "
                          f"-G{cases.LAND} {pen(cases.COAST, cases.COAST_WIDTH)}\ngmt end\n", encoding="utf-8")
        return cases.Job(["bash", script])
    if case.kind == "figure":
        script.write_text(start + picture(work, work.out), encoding="utf-8")
        return cases.Job(["bash", script], "labels where they are told, opaque colours, no title, key or scale bar")
    script.write_text(start + "".join(picture(work, work.out / f"{day}.png", day) for day in cases.DAYS), encoding="utf-8")
    return cases.Job(["bash", script], "some 30 processes a map")
