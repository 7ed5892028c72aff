# run.py - draws tests/golden/*.map.yaml and compares with the .trace, .svg and .png beside them.
import argparse
import difflib
import html
import os
import pathlib
import re
import shutil
import subprocess
import sys

import png

SVG_TOLERANCE = 0.15     # page px: the last decimal of a coordinate may round the other way
PNG_THRESHOLD = 24       # of 255: what another release of Cairo or FreeType does to an edge
PNG_SHARE = 0.005        # of all pixels may differ by more than that
NUMBER = re.compile(r"(#[0-9a-fA-F]{3,8}\b)|(-?(?:\d+(?:\.\d+)?|\.\d+))")  # a colour is not a number


def compare_trace(golden, found):
    """Faults, as lines: a trace is the same to the byte."""
    one, two = (path.read_text(encoding="utf-8").split("\n") for path in (golden, found))
    return list(difflib.unified_diff(one, two, "golden", "found", lineterm="", n=1))[:60]


def compare_svg(golden, found):
    """The same text, with numbers that differ by at most SVG_TOLERANCE."""
    one, two = (path.read_text(encoding="utf-8").split("\n") for path in (golden, found))
    if len(one) != len(two):
        return [f"{len(two)} lines, not {len(one)}"] + list(difflib.unified_diff(one, two, lineterm="", n=0))[:20]
    for number, (a, b) in enumerate(zip(one, two), 1):
        if a != b and not same_line(a, b):
            return [f"line {number}", "-" + a[:400], "+" + b[:400]]
    return []


def same_line(a, b):
    """The same but for numbers, the gaps between them, and roundings of them."""
    def split(line):
        numbers = [float(match[2]) for match in NUMBER.finditer(line) if match[2]]
        return re.sub(r"\s+", " ", NUMBER.sub(lambda m: m[1] or " 0 ", line)).strip(), numbers

    (text, numbers), (other, others) = split(a), split(b)
    return text == other and all(abs(x - y) <= SVG_TOLERANCE + 1e-9 for x, y in zip(numbers, others))


def compare_png(golden, found):
    """At most PNG_SHARE of the pixels differ visibly; else the difference is drawn beside it."""
    a, b = png.read(golden), png.read(found)
    count, shown = png.difference(a, b, PNG_THRESHOLD)
    if shown is None:
        return [f"{b.width} × {b.height} px, not {a.width} × {a.height}"]
    if count <= PNG_SHARE * a.width * a.height:
        return []
    png.write(found.with_suffix(".diff.png"), shown)
    return [f"{count} pixels ({100 * count / (a.width * a.height):.2f} %) differ by more than {PNG_THRESHOLD}"]


COMPARE = {".trace": compare_trace, ".svg": compare_svg, ".png": compare_png}


def draw(cartouche, path, outputs):
    """Faults of the run itself."""
    command = [os.path.abspath(cartouche), "render", str(path)]
    for output in outputs:
        output.unlink(missing_ok=True)
        command += ["-o", str(output)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    if done.returncode:
        return [f"render ended with {done.returncode}", *done.stderr.split("\n")]
    return [f"{output.name} was not written" for output in outputs if not output.is_file()]


def page(folder):
    """index.html over every failure that the folder holds: golden, found and difference."""
    rows = []
    for note in sorted(folder.glob("*.failed.txt")):
        try:
            text = note.read_text(encoding="utf-8")
        except FileNotFoundError:  # another test, running beside this one, has just passed
            continue
        stem = note.name.removesuffix(".failed.txt")
        pictures = "".join(
            f'<figure><img src="{name}"><figcaption>{what}</figcaption></figure>'
            for what, name in (("golden", f"{stem}.golden.png"), ("found", f"{stem}.png"),
                               ("difference", f"{stem}.diff.png")) if (folder / name).exists())
        rows.append(f"<h2>{html.escape(stem)}</h2>{pictures}<pre>{html.escape(text)}</pre>")
    (folder / "index.html").write_text(
        "<!doctype html><meta charset=utf-8><title>golden</title><style>figure{display:inline-block;margin:4px}"
        "img{max-width:31vw;border:1px solid #ccc}</style>" + "".join(rows or ["<p>nothing failed</p>"]))


def endings_of(path):
    """Those of COMPARE that the map is held to: all, or what its line `# golden: png` names."""
    named = re.search(r"^# golden: (.*?)(?: \(.*)?$", path.read_text(encoding="utf-8"), re.MULTILINE)
    wanted = [f".{word}" for word in named[1].split()] if named else list(COMPARE)
    if not set(wanted) <= set(COMPARE):
        sys.exit(f"{path}: what is golden: {named[1]}?")
    return wanted


def main():
    parser = argparse.ArgumentParser(description="Compares drawings with their golden ones.")
    parser.add_argument("--cartouche", required=True, help="the command under test")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="where drawings and differences go")
    parser.add_argument("--accept", action="store_true", help="what is found becomes golden")
    parser.add_argument("map", type=pathlib.Path)
    options = parser.parse_args()
    stem = options.map.name.removesuffix(".map.yaml")
    options.out.mkdir(parents=True, exist_ok=True)
    found = {ending: options.out / (stem + ending) for ending in COMPARE}
    for old in (".diff.png", ".golden.png", ".failed.txt"):
        (options.out / (stem + old)).unlink(missing_ok=True)
    faults = draw(options.cartouche, options.map, found.values())
    for ending in endings_of(options.map) if not faults else ():
        compare = COMPARE[ending]
        golden = options.map.with_name(stem + ending)
        if options.accept or not golden.exists():
            if os.environ.get("CI"):
                faults.append(f"{golden.name} is missing; run the test locally and commit what it writes")
                continue
            shutil.copyfile(found[ending], golden)
            print(f"wrote {golden.name}: look at it before you commit it")
            continue
        wrong = compare(golden, found[ending])
        if wrong:
            faults += [f"{golden.name} differs:", *wrong]
            if ending == ".png":
                shutil.copyfile(golden, options.out / (stem + ".golden.png"))
    if faults:
        (options.out / (stem + ".failed.txt")).write_text("\n".join(faults), encoding="utf-8")
        print("\n".join(faults), f"\nsee {options.out}/index.html")
    page(options.out)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
