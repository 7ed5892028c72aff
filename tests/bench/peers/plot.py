# plot.py - the benchmark as a picture: a dot a program on logarithmic scales, CPU on the left, memory on the right.
import math
from xml.sax.saxutils import escape

FONT = "'Open Sans', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"
INK, SOFT, LINE, PAPER, STORY = "#1f1f1f", "#595959", "#dcd9d2", "#ffffff", "#b3301c"
# Colour is for the program that the page is about and the two that come near it; the others differ in shape.
LOOKS = {
    "cartouche": ("circle", STORY), "mapserver": ("circle", "#2f6f9f"), "mapnik": ("circle", "#4f8a3c"),
    "qgis": ("square", "#8a867d"), "gmt": ("triangle", "#8a867d"), "mapshaper": ("diamond", "#8a867d"),
    "cartopy": ("cross", "#8a867d"),
}
ROW, TOP, LEFT, WIDTH, BELOW = 26, 96, 232, 1000, 50
PANELS = {"cpu": (LEFT, 400), "mib": (752, 226)}  # x of the left edge, width
GAP = 10  # between cases of different kinds


def mark(shape, color, x, y, r=4.6):
    where = f'transform="translate({x:.1f} {y:.1f})"'
    edge = f'stroke="{PAPER}" stroke-width="1.2"'
    if shape == "circle":
        return f'<circle {where} r="{r}" fill="{color}" {edge}/>'
    paths = {"square": f"M{-r * .85:.2f} {-r * .85:.2f}h{r * 1.7:.2f}v{r * 1.7:.2f}h{-r * 1.7:.2f}z",
             "triangle": f"M0 {-r * 1.1:.2f}L{r:.2f} {r * .75:.2f}H{-r:.2f}z",
             "diamond": f"M0 {-r * 1.2:.2f}L{r * 1.1:.2f} 0L0 {r * 1.2:.2f}L{-r * 1.1:.2f} 0z"}
    if shape in paths:
        return f'<path {where} d="{paths[shape]}" fill="{color}" {edge}/>'
    d = r * .8
    return f'<path {where} d="M{-d:.2f} {-d:.2f}L{d:.2f} {d:.2f}M{-d:.2f} {d:.2f}L{d:.2f} {-d:.2f}" stroke="{color}" stroke-width="2"/>'


def text(x, y, words, size=12.5, color=INK, anchor="start", weight=400):
    return (f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{color}" text-anchor="{anchor}" '
            f'font-weight="{weight}">{escape(words)}</text>')


class Scale:
    """A logarithmic axis over whole steps of 1, 3, 10 that hold all values."""

    def __init__(self, values, left, width):
        steps = [m * 10.0 ** e for e in range(-4, 7) for m in (1, 3)]
        low = max([s for s in steps if s <= min(values)], default=steps[0])
        high = min([s for s in steps if s >= max(values)], default=steps[-1])
        if low == high:
            high = steps[steps.index(low) + 1]
        self.low, self.high, self.left, self.width = low, high, left, width
        self.ticks = [s for s in steps if low <= s <= high]

    def x(self, value):
        return self.left + self.width * math.log(value / self.low) / math.log(self.high / self.low)


def number(value):
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


def values(found, key):
    return [value_of(r, key) for c in found["cases"] for r in c["rows"] if value_of(r, key)]


def value_of(row, key):
    """What a row has of CPU or memory; of a program that was stopped, the CPU that it had had."""
    if key in row:
        return row[key]
    return row.get("limit") if key == "cpu" else None


def axis(scale, unit, bottom):
    parts = []
    for tick in scale.ticks:
        x = scale.x(tick)
        parts.append(f'<path d="M{x:.1f} {TOP - 12}V{bottom}" stroke="{LINE}"/>')
        for y in (TOP - 18, bottom + 17):
            parts.append(text(x, y, number(tick), 11, SOFT, "middle"))
    parts.append(text(scale.left, TOP - 38, unit, 12.5, INK, "start", 700))
    return parts


def places(found):
    """The y of each case: kinds apart."""
    y, last, at = TOP, None, []
    for case in found["cases"]:
        group = (case["kind"], "shp" if case["name"].split("-")[0] not in ("geojson", "gpkg") else "other")
        y += GAP if last not in (None, group) else 0
        at.append(y + ROW / 2)
        y, last = y + ROW, group
    return at, y


def dots(case, key, scale, y):
    """Those that were stopped stand side by side, an arrow behind them."""
    parts, stopped = [], 0
    for row in sorted(case["rows"], key=lambda r: r["peer"] == "cartouche"):
        value = value_of(row, key)
        if not value or value <= 0:
            continue
        shape, color = LOOKS[row["peer"]]
        x = scale.x(value)
        if "failed" in row:
            x, stopped = x + 12 * stopped, stopped + 1
            last = x
        parts.append(mark(shape, color, x, y, 6 if row["peer"] == "cartouche" else 4.6))
    if stopped:
        parts.append(f'<path d="M{last + 8:.1f} {y:.1f}h11m-4 -3.5l4 3.5l-4 3.5" stroke="{SOFT}" stroke-width="1.5" fill="none"/>')
    return parts


def key(found):
    present = {r["peer"]: r["label"] for c in found["cases"] for r in c["rows"]}
    parts, x = [], LEFT
    for peer, (shape, color) in LOOKS.items():
        if peer in present:
            parts.append(mark(shape, color, x + 5, 25, 6 if peer == "cartouche" else 4.6))
            parts.append(text(x + 15, 29.5, present[peer], 12.5, INK, "start", 700 if peer == "cartouche" else 400))
            x += 40 + 7.4 * len(present[peer])
    return parts


def best(case):
    """How much more CPU the best of the others takes than Cartouche."""
    own = next((r.get("cpu") for r in case["rows"] if r["peer"] == "cartouche"), None)
    others = [r["cpu"] for r in case["rows"] if r["peer"] != "cartouche" and "cpu" in r]
    return min(others) / own if own and others else None


def draw(found):
    at, bottom = places(found)
    height = bottom + BELOW
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:.0f}" viewBox="0 0 {WIDTH} {height:.0f}" '
             f'role="img" aria-labelledby="t d" font-family="{FONT}"><title id="t">CPU time and memory of map renderers</title>'
             '<desc id="d">A dot a program for each case, on logarithmic scales; the figures stand in the table.</desc>'
             f'<rect width="{WIDTH}" height="{height:.0f}" fill="{PAPER}"/>']
    parts += key(found)
    scales = {k: Scale(values(found, k), *PANELS[k]) for k in PANELS}
    parts += axis(scales["cpu"], "CPU, seconds", bottom + 2) + axis(scales["mib"], "Memory at its peak, MiB", bottom + 2)
    ratio_x = PANELS["cpu"][0] + PANELS["cpu"][1] + 60
    parts.append(text(ratio_x, TOP - 38, "best of", 11, SOFT, "middle") + text(ratio_x, TOP - 24, "the others", 11, SOFT, "middle"))
    for case, y in zip(found["cases"], at):
        parts.append(text(LEFT - 20, y + 4.5, case["title"], 12.5, INK, "end"))
        for k, scale in scales.items():
            parts.append(f'<path d="M{scale.left} {y:.1f}h{scale.width}" stroke="{LINE}" stroke-dasharray="1 3"/>')
            parts += dots(case, k, scale, y)
        ratio = best(case)
        if ratio:
            parts.append(text(ratio_x, y + 4.5, f"{ratio:.1f}×" if ratio < 9.95 else f"{ratio:.0f}×", 12.5,
                              INK if ratio >= 1 else STORY, "middle", 700))
    parts.append(text(20, bottom + 40, "Both scales are logarithmic; to the left is better. An arrow: stopped there. Bold: how much more CPU the best of the "
                      "other programs takes than Cartouche.", 11, SOFT))
    return "\n".join(parts) + "\n</svg>\n"
