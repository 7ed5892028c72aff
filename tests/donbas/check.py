# check.py - the sample map shows what it should: who is in the red, whose names are placed.
import argparse
import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import conic

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "golden"))
import png  # noqa: E402

OCCUPIED = ["Donetsk", "Luhansk", "Mariupol", "Bakhmut"]
FREE = ["Kramatorsk", "Sloviansk", "Dnipro", "Kharkiv"]
REQUIRED = ["Donetsk", "Luhansk"]   # the cities; the oblasts of these names too
RING = (10, 14)                     # px at scale 1 around a town where the ground is sampled
SCALE = 2
RED = 22                            # red − the mean of green and blue on the fill, at least
OCCUPIED_SHARE = 0.25               # of the ring is red at least: the rest is names, halos, the sea
FREE_SHARE = 0.05                   # and at most, elsewhere


def redness(colour):
    r, g, b = colour
    return r - (g + b) / 2


def red_share(picture, x, y, scale):
    """Of the pixels in the ring around a point in page px, the share that is red; pixels off the
    picture are left out."""
    inner, outer = (r * scale for r in RING)
    found = []
    for py in range(int(y * scale - outer), int(y * scale + outer) + 1):
        for px in range(int(x * scale - outer), int(x * scale + outer) + 1):
            away = ((px + 0.5 - x * scale)**2 + (py + 0.5 - y * scale)**2)**0.5
            if inner <= away <= outer and 0 <= px < picture.width and 0 <= py < picture.height:
                found.append(redness(picture.at(px, py)))
    return sum(value >= RED for value in found) / len(found)


class Drawing:
    """The sample map drawn once, with its report."""

    def __init__(self, cartouche, path, folder):
        picture, report = folder / "map.png", folder / "report.json"
        done = subprocess.run([os.path.abspath(cartouche), "render", str(path), "-o", str(picture), "--scale",
                               str(SCALE), "--lang", "en", "--report", str(report)],
                              capture_output=True, text=True, timeout=200, check=False)
        if done.returncode:
            sys.exit(f"render ended with {done.returncode}\n{done.stderr}")
        self.picture = png.read(picture)
        self.report = json.loads(report.read_text(encoding="utf-8"))
        self.frame = next(frame for frame in self.report["frames"] if frame["id"] == "main")

    def page(self, lon, lat):
        """Page px of a place."""
        x, y = conic.project(self.frame["crs"], lon, lat)
        a, b, c, d, e, f = self.frame["to_page"]
        return a * x + b * y + c, d * x + e * y + f


def check_grounds(drawing, towns):
    """Faults: towns whose ground has not the colour of their side."""
    faults = []
    left, top, width, height = drawing.frame["box"]
    for name in OCCUPIED + FREE:
        x, y = drawing.page(*towns[name])
        if not (left <= x <= left + width and top <= y <= top + height):
            if name in OCCUPIED:
                faults.append(f"{name} is off the map, at {x:.0f}, {y:.0f}")
            continue
        red = red_share(drawing.picture, x, y, SCALE)
        if name in OCCUPIED and red < OCCUPIED_SHARE or name in FREE and red > FREE_SHARE:
            side = "in" if name in OCCUPIED else "outside"
            faults.append(f"{name} should be {side} the occupied fill, but {100 * red:.0f} % of the ground around "
                          f"{x:.0f}, {y:.0f} is red")
    return faults


def check_anchors(drawing, towns):
    """Faults: town labels whose anchor is not where Snyder's formulas put the town."""
    faults, seen = [], 0
    for label in drawing.report["labels"]:
        if label["layer"] == "towns" and label["text"] in towns:
            x, y = drawing.page(*towns[label["text"]])
            seen += 1
            if abs(x - label["anchor"][0]) > 0.1 or abs(y - label["anchor"][1]) > 0.1:
                faults.append(f"{label['text']} stands at {label['anchor']}, not at {x:.2f}, {y:.2f}")
    return faults if seen >= len(REQUIRED) else [*faults, "the towns have no labels"]


def check_labels(report):
    """Faults: required names that are not placed, overlaps, labels off their place."""
    faults = []
    labels = report["labels"]
    for name in REQUIRED:
        of_city = [label for label in labels if label["text"] == name]
        of_oblast = [label for label in labels
                     if name.upper() in label["text"].upper() and label not in of_city]
        for what, found in (("city", of_city), ("oblast", of_oblast)):
            if not any(label["state"] == "placed" for label in found):
                states = ", ".join(f"'{label['text']}' {label['state']}" for label in found) or "no label"
                faults.append(f"the name of the {what} of {name} is not placed: {states}")
    metrics = report["label_metrics"]
    if metrics["overlap_px2"] != 0:
        faults.append(f"labels overlap by {metrics['overlap_px2']} px²")
    if metrics["required_placed"] != 1:
        faults.append(f"{metrics['required_placed']} of the required labels are placed, not all")
    boxes = [(label["text"], label["box"]) for label in labels
             if label["state"] in ("placed", "shrunk", "stacked", "abbreviated") and not label["angle"]]
    for i, (one, a) in enumerate(boxes):
        for other, b in boxes[i + 1:]:
            wide = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
            high = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
            if wide > 0.5 and high > 0.5:
                faults.append(f"'{one}' overlaps '{other}'")
    return faults


# Per cent of an oblast, besides the two of Donbas, that is occupied on every date: whole ones that the line does not
# touch must not change sides by the way that its end points.
ELSEWHERE = {"UA-43": (100, 100), "UA-40": (100, 100), "UA-51": (0, 0), "UA-30": (0, 0), "UA-32": (0, 0),
             "UA-46": (0, 0), "UA-48": (0, 4), "UA-59": (0, 0), "UA-63": (0, 40), "UA-65": (0, 97), "UA-23": (0, 80)}


def check_elsewhere(cartouche, path, folder):
    """Faults: oblasts on the wrong side of the line, on any date."""
    faults = []
    stats = "stats={ base: oblasts, areas: [elsewhere, occupied], by: iso }"
    for line in sorted((path.parent / "control").glob("*.geojson")):
        report = folder / "elsewhere.json"
        done = subprocess.run([os.path.abspath(cartouche), "render", str(path), "--date", line.stem, "--set", stats,
                               "-o", str(folder / "elsewhere.trace"), "--report", str(report)],
                              capture_output=True, text=True, timeout=200, check=False)
        if done.returncode or done.stderr:
            faults.append(f"{line.stem}: render ended with {done.returncode}\n{done.stderr}")
            continue
        found = json.loads(report.read_text(encoding="utf-8"))["stats"]
        for iso, (least, most) in ELSEWHERE.items():
            share = found[f"{iso}.elsewhere.pct"]
            if not least - 0.05 <= share <= most + 0.05:
                faults.append(f"{line.stem}: {share:.1f} % of {iso} is occupied, not {least} to {most}")
    return faults


def main():
    parser = argparse.ArgumentParser(description="Checks the sample map of Donbas.")
    parser.add_argument("--cartouche", required=True, help="the command under test")
    parser.add_argument("map", type=pathlib.Path)
    options = parser.parse_args()
    with open(options.map.parent / "places.csv", encoding="utf-8", newline="") as file:
        towns = {row["name_en"]: (float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)}
    with tempfile.TemporaryDirectory(prefix="cartouche-donbas-") as folder:
        drawing = Drawing(options.cartouche, options.map.resolve(), pathlib.Path(folder))
        faults = check_elsewhere(options.cartouche, options.map.resolve(), pathlib.Path(folder))
    faults += check_grounds(drawing, towns) + check_anchors(drawing, towns) + check_labels(drawing.report)
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
