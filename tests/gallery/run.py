# run.py - draws a map of docs/gallery: no finding, every label in its place, and as the picture committed beside it.
"""Usage: run.py --cartouche FILE --out FOLDER [--accept] MAP...

A map NAME.map.yaml has its picture in NAME.png, or one a language in NAME-LANG.png: the spec's
`outputs` say which. --accept writes them.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "golden"))
import png  # noqa: E402

LARGEST = 150_000        # bytes of a committed picture
THRESHOLD = 24           # of 255: what another release of Cairo or FreeType does to an edge
SHARE = 0.005            # of all pixels may differ by more than that
SVG = "{http://www.w3.org/2000/svg}"
OUTPUTS = re.compile(r"^outputs:\s*\[\s*(?:([\w-]+\.png)|\{\s*to:\s*\"([\w-]+)-\{lang\}\.png\","
                     r"\s*lang:\s*\[([\w, -]+)\]\s*\})\s*\]\s*$", re.M)


def pictures(text):
    """(language or None, name of the picture) of each output of a spec."""
    found = OUTPUTS.search(text)
    if not found:
        raise ValueError("its 'outputs' are not [ NAME.png ] or [ { to: \"NAME-{lang}.png\", lang: […] } ]")
    if found[1]:
        return [(None, found[1])]
    return [(lang.strip(), f"{found[2]}-{lang.strip()}.png") for lang in found[3].split(",")]


def draw(cartouche, path, lang, picture):
    """Faults of the run, and the report of the PNG."""
    report = picture.with_suffix(".json")
    command = [os.path.abspath(cartouche), "render", str(path), "--strict", "-o", str(picture),
               "-o", str(picture.with_suffix(".svg")), "--report", str(report)]
    done = subprocess.run(command + (["--lang", lang] if lang else []), capture_output=True, text=True,
                          timeout=200, check=False)
    if done.returncode:
        return [f"render ended with {done.returncode}", *done.stderr.split("\n")], None
    with open(report, encoding="utf-8") as file:
        told = json.load(file)
    return [], told if isinstance(told, dict) else told[0]


def judge_report(report):
    """Faults of what is told of a drawing."""
    faults = [f"{finding['severity']}: {finding['text']}" for finding in report["findings"]
              if finding["severity"] != "note"]
    metrics = report["label_metrics"]
    if metrics["required_placed"] != 1:
        faults.append(f"of the required labels {metrics['required_placed']} are placed, not all")
    faults += [f"{name} is {metrics[name]}, not 0" for name in
               ("overlap_px2", "frame_exits", "front_crossings", "leader_crossings") if metrics[name]]
    return faults


def judge_svg(text, report):
    """Faults of an SVG: it is XML, tells itself in words, and has a group for each layer that is drawn."""
    root = ElementTree.fromstring(text)
    faults = [f"the SVG has no <{name}>" for name in ("title", "desc") if root.find(SVG + name) is None]
    groups = {group.get("id", "") for group in root.iter(SVG + "g")}
    faults += [f"the SVG has no group of layer '{layer['id']}'" for layer in report["layers"]
               if layer["points_drawn"] and not any(name.startswith("layer-") and name.endswith("-" + layer["id"])
                                                    for name in groups)]
    if not any(node.text for node in root.iter(SVG + "text")):
        faults.append("the SVG has no live text")
    return faults


def judge_picture(golden, found):
    """Faults of a picture against the committed one; where it differs, the difference is drawn beside it."""
    if not golden.is_file():
        return [f"{golden.name} is missing: ./run gallery draws it"]
    faults = []
    if golden.stat().st_size > LARGEST:
        faults.append(f"{golden.name} has {golden.stat().st_size} bytes, more than {LARGEST}")
    a, b = png.read(golden), png.read(found)
    count, shown = png.difference(a, b, THRESHOLD)
    if shown is None:
        return faults + [f"{b.width} × {b.height} px, not {a.width} × {a.height} as {golden.name}"]
    if count > SHARE * a.width * a.height:
        png.write(found.with_suffix(".diff.png"), shown)
        faults.append(f"{count} pixels of {golden.name} ({100 * count / (a.width * a.height):.2f} %) differ; "
                      "./run gallery draws it anew: look at it")
    return faults


def check(options, path):
    """Faults of all pictures of one map."""
    faults = []
    for lang, name in pictures(path.read_text(encoding="utf-8")):
        found = options.out / name
        wrong, report = draw(options.cartouche, path, lang, found)
        if report:
            wrong += judge_report(report)
            wrong += judge_svg(found.with_suffix(".svg").read_text(encoding="utf-8"), report)
            if options.accept and not wrong:
                shutil.copyfile(found, path.with_name(name))
                print(path.with_name(name))
            wrong += judge_picture(path.with_name(name), found)
        faults += [f"{name}: {fault}" for fault in wrong if fault]
    return faults


def main():
    parser = argparse.ArgumentParser(description="Draws maps of the gallery and holds them to what they promise.")
    parser.add_argument("--cartouche", required=True, help="the command under test")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="where drawings and differences go")
    parser.add_argument("--accept", action="store_true", help="what is drawn becomes the committed picture")
    parser.add_argument("maps", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    faults = [fault for path in options.maps for fault in check(options, path)]
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
