# run.py - a large file, reduced while it is read, is drawn as the same data are when they are read whole.
"""run.py --cartouche CARTOUCHE

Islands with fractal coasts, lakes and borders that neighbours share, some 8 MB as a shapefile and more as GeoJSON, which
the program reduces to what a frame shows, and the GeoJSON as an entry of its own that another is made from: that is read
whole. Pictures of these, in several views, differ by less than the eye sees, those of the two formats not at all; and so
do the reports of what was read.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

try:
    from PIL import Image, ImageChops
except ImportError:
    print("needs PIL (python3-pil)")
    sys.exit(77)

import islands

VIEWS = {
    "world": 'bbox: [-180, -85, 180, 85], project: "+proj=eqc"',
    "part": 'bbox: [4, 40, 22, 56], project: "+proj=lcc +lat_1=42 +lat_2=54 +lon_0=13"',
    "near": 'bbox: [9, 46, 11, 48], project: auto',
    "pacific": 'bbox: [100, -40, 260, 60], project: "+proj=robin +lon_0=180"',
    "fit": 'fit: land, pad: 5%, project: auto',
}


DATA = {
    "shp": "land: { file: land.shp }",
    "geojson": "land: { file: land.geojson }",
    "whole": "all: { file: land.geojson }, land: { from: all }",
}


def draw(command, folder, name, view):
    """The picture of a file in a view, and its report."""
    spec = folder / f"{name}.map.yaml"
    spec.write_text(f"map: 1\nid: large\nstyle: s.style.yaml\nview: {{ {view} }}\nsize: {{ width: 800px, height: 600px }}\n"
                    f"data: {{ {DATA[name]} }}\n"
                    "layers: [ { id: land, data: land, class: { by: kind, land: land, other: other }, keep: true } ]\n")
    out, report = folder / f"{name}.png", folder / f"{name}.json"
    done = subprocess.run([command, "render", spec, "-o", out, "--report", report], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{name}, {view}: ended with {done.returncode}\n{done.stderr}")
    return Image.open(out).convert("RGB"), json.loads(report.read_text())


def compare(view, large, whole):
    """Fails where they differ by more than the eye sees."""
    difference = ImageChops.difference(large, whole).convert("L")
    counts = difference.histogram()
    pixels = sum(counts)
    mean = sum(value * n for value, n in enumerate(counts)) / pixels
    far = sum(counts[33:]) / pixels
    print(f"{view}: mean difference {mean:.3f} of 255, {100 * far:.3f} % of pixels by more than 32")
    if mean > 0.05 or far > 0.001:
        sys.exit(f"{view}: the picture of the reduced file is another one")
    if len(set(large.resize((100, 75)).getdata())) < 20:
        sys.exit(f"{view}: the picture is empty")


def check_limits(command, folder):
    """Limits hold for what is read in stretches, too."""
    for name in ("shp", "geojson"):
        for limit in ("features=100", "vertices=100K"):
            out = folder / "refused.png"
            done = subprocess.run([command, "render", folder / f"{name}.map.yaml", "-o", out, "--limit", limit],
                                  capture_output=True, text=True)
            told = [line for line in done.stderr.splitlines() if "error:" in line]
            if done.returncode != 4 or len(told) != 1 or "over the limit of 100" not in told[0] or out.exists():
                sys.exit(f"{name}, --limit {limit}: {done.returncode}\n{done.stderr}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cartouche", required=True, type=pathlib.Path)
    command = parser.parse_args().cartouche.resolve()
    with tempfile.TemporaryDirectory(prefix="cartouche-large-") as name:
        folder = pathlib.Path(name)
        shapes = islands.countries()
        (folder / "s.style.yaml").write_text(islands.STYLE)
        islands.write_shapefile(folder / "land.shp", shapes)
        islands.write_geojson(folder / "land.geojson", shapes)
        if (folder / "land.shp").stat().st_size < 5e6:
            sys.exit("the file is not large")
        for view, words in VIEWS.items():
            large, told = draw(command, folder, "shp", words)
            whole, other = draw(command, folder, "whole", words)
            text, of_text = draw(command, folder, "geojson", words)
            compare(view, large, whole)
            # rings run the other way there, and begin elsewhere: rounding
            counts = ImageChops.difference(large, text).convert("L").histogram()
            if sum(counts[9:]) or sum(counts[1:]) > 2000:
                sys.exit(f"{view}: GeoJSON and shapefile are drawn differently: {counts[:40]}")
            if told["layers"][0] != of_text["layers"][0]:
                sys.exit(f"{view}: {told['layers'][0]}, but of GeoJSON {of_text['layers'][0]}")
            read, drawn = told["layers"][0]["points_read"], told["layers"][0]["points_drawn"]
            if read < other["layers"][0]["points_read"] or drawn > read / 2:
                sys.exit(f"{view}: {drawn} of {read} points were drawn")
            if told["frames"][0]["crs"] != other["frames"][0]["crs"]:
                sys.exit(f"{view}: another projection")
        check_limits(command, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
