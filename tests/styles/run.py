# run.py - the house styles define one set of classes, tell them apart, and draw the sample map with no warning.
import argparse
import concurrent.futures
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
STYLES = ["newsroom", "print", "dark", "mono", "minimal"]
VARIANTS = ["", "desktop", "mobile"]

# The classes that a map may count on, whatever style it names. docs/style.md tells what they are for.
VOCABULARY = {
    "text": """title subtitle note source credit panel-title key key-title scale-bar locator graticule
        capital city town village oblast oblast-focus country sea lake river road
        annotation annotation-story badge date-stamp unit""",
    "area": """land neighbour sea lake park built-up
        occupied occupied-pre occupied-elsewhere advance claimed infiltration gain contested liberated
        liberated-recent flood flood-deep zone closed-airspace quake-ring
        ramp-1 ramp-2 ramp-3 ramp-4 ramp-5 ramp-6 ramp-7 no-data
        party-1 party-2 party-3 party-4 party-5 party-6
        border-oblast border-country border-focus oblast-focus""",
    "line": """front front-teeth front-former border-oblast border-country border-disputed border-focus river road
        rail graticule fortification advance-axis track route arrow quake-ring""",
    "point": "capital city town village strike unit event quake airport",
}
# Classes that stand together in a key: no two of a family may be taken for each other.
FAMILIES = {
    "control": ("area", """occupied occupied-pre occupied-elsewhere advance claimed infiltration gain contested
        liberated liberated-recent"""),
    "numbers": ("area", "ramp-1 ramp-2 ramp-3 ramp-4 ramp-5 ramp-6 ramp-7"),
    "parties": ("area", "party-1 party-2 party-3 party-4 party-5 party-6"),
    "disasters": ("area", "flood flood-deep zone closed-airspace"),
    "lines": ("line", "front front-teeth front-former fortification advance-axis route border-country"),
    "points": ("point", "strike unit quake airport city"),
}


def features(kind, names):
    """A GeoJSON with one feature a class, in rows of five."""
    def geometry(x, y):
        if kind == "point":
            return {"type": "Point", "coordinates": [x + 0.3, y + 0.3]}
        if kind == "line":
            return {"type": "LineString", "coordinates": [[x, y], [x + 0.3, y + 0.4], [x + 0.7, y + 0.1]]}
        ring = [[x, y], [x + 0.7, y], [x + 0.7, y + 0.7], [x, y + 0.7], [x, y]]
        return {"type": "Polygon", "coordinates": [ring]}

    return {"type": "FeatureCollection",
            "features": [{"type": "Feature", "properties": {"class": name},
                          "geometry": geometry(i % 5, i // 5)} for i, name in enumerate(names)]}


LAND = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [
    [[-2, -2], [8, -2], [8, 12], [-2, 12], [-2, -2]]]}}
HEAD = """map: 1
style: {style}
text: {{ title: {name}, source: "Source: this test, 2026", alt: All classes }}
view: {{ bbox: [-1, -1, 5.5, {top}] }}
size: {{ width: 900px }}
"""


def family_map(folder, style, name):
    """A map of one family with its key."""
    kind, names = FAMILIES[name]
    names = names.split()
    (folder / f"{style}-{name}.geojson").write_text(json.dumps(features(kind, names)), encoding="utf-8")
    rules = ", ".join(f"{n}: {n}" for n in names)
    path = folder / f"{style}-{name}.map.yaml"
    path.write_text(HEAD.format(style=ROOT / f"styles/{style}.style.yaml", name=name, top=2.5) + f"""
data: {{ land: {{ file: land.geojson }}, all: {{ file: {style}-{name}.geojson }} }}
layers:
  - {{ id: land, data: land, class: land }}
  - {{ id: all, data: all, class: {{ by: class, {rules} }}, keys: {{ {rules} }} }}
furniture: {{ key: sheet, scale_bar: none }}
""", encoding="utf-8")
    return path


def whole_map(folder, style):
    """A map that names every class of the vocabulary."""
    data, layers = [], []
    for kind, words in VOCABULARY.items():
        names = words.split()
        shape = "point" if kind == "text" else kind
        (folder / f"{style}-{kind}.geojson").write_text(json.dumps(features(shape, names)), encoding="utf-8")
        data.append(f"{kind}: {{ file: {style}-{kind}.geojson }}")
        rules = ", ".join(f"{n}: {n}" for n in names)
        label = ', label: "{class}"' if kind == "text" else ""
        layers.append(f"  - {{ id: {kind}, data: {kind}, class: {{ by: class, {rules} }}{label} }}\n")
    path = folder / f"{style}-all.map.yaml"
    path.write_text(HEAD.format(style=ROOT / f"styles/{style}.style.yaml", name="all", top=9) +
                    f"data: {{ {', '.join(data)} }}\nlayers:\n{''.join(layers)}", encoding="utf-8")
    return path


def findings(command, words, severities):
    """The findings of a run, as lines."""
    done = subprocess.run([command, *words], capture_output=True, text=True, timeout=120, check=False)
    lines = done.stderr.splitlines()
    bad = [line for line in lines if any(f"{severity}: " in line for severity in severities)]
    if done.returncode not in (0, 3, 4) or (done.returncode and not bad):
        bad.append(f"ended with {done.returncode}: {done.stderr[-400:]}")
    return bad


def jobs(folder, sample):
    """(what, words for the command, severities that are faults)."""
    (folder / "land.geojson").write_text(json.dumps(LAND), encoding="utf-8")
    for style in STYLES:
        yield f"{style} as a file", ["check", ROOT / f"styles/{style}.style.yaml"], ["note", "warning", "error"]
        yield f"{style}, all classes", ["render", whole_map(folder, style), "-o", folder / f"{style}.trace"], ["error"]
        for name in FAMILIES:
            yield (f"{style}, {name}", ["render", family_map(folder, style, name), "-o", folder / f"{style}-{name}.trace"],
                   ["warning", "error"])
        for variant in VARIANTS + (["print"] if style == "newsroom" else []):
            words = ["render", sample, "--set", f"style={ROOT / f'styles/{style}.style.yaml'}",
                     "-o", folder / f"sample-{style}-{variant}.trace"]
            if variant:
                words += ["--variant", variant]
            if variant == "mobile":
                words += ["--set", "size.width=400px", "--set", "size.height=640px", "--set", "furniture.key=sheet"]
            yield f"{style} {variant or 'alone'}, the sample map", words, ["warning", "error"]


def main():
    parser = argparse.ArgumentParser(description="Tries the house styles.")
    parser.add_argument("--cartouche", required=True, type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path, help="keep the maps and drawings here")
    parser.add_argument("map", type=pathlib.Path, help="the sample map")
    options = parser.parse_args()
    faults = 0
    with tempfile.TemporaryDirectory() as temporary, concurrent.futures.ThreadPoolExecutor(2) as pool:
        folder = options.out or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        command = options.cartouche.resolve()
        runs = [(what, pool.submit(findings, command, words, bad))
                for what, words, bad in jobs(folder, options.map.resolve())]
        for what, run in runs:
            for line in run.result():
                faults += 1
                print(f"{what}: {line}")
    print(f"{len(runs)} drawings, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
