# check_facts.py - the gallery's tables are those that facts.py makes; its routes are as long as its maps say.
import json
import math
import pathlib
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
MADE = ["anatolia-towns.csv", "quakes.csv", "places.csv", "routes.geojson"]
# route: its length in words, where they stand, metres a unit, by how many units they are rounded
SAID = {"before": ("7,850 km", "airspace", 1000, 50), "after": ("11,300 km", "airspace", 1000, 50),
        "suez": ("8,300 nautical miles", "detour", 1852, 50), "cape": ("12,000 nautical miles", "detour", 1852, 50),
        "pole": ("1,320 km", "locator", 1000, 5), "oslo": ("2,050 km", "locator", 1000, 5)}
RADIUS = 6371008.8       # m, the mean of the ellipsoid's: within 0.4 per cent of it


def length(points):
    """Metres along places in degrees."""
    total = 0
    for one, two in zip(points, points[1:]):
        (x, y), (u, v) = ([math.radians(n) for n in p] for p in (one, two))
        total += 2 * math.asin(math.sqrt(math.sin((v - y) / 2)**2 + math.cos(y) * math.cos(v) * math.sin((u - x) / 2)**2))
    return total * RADIUS


def main():
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, str(TOP / "data/make/facts.py"), folder], check=True)
        faults += [f"{name} is not as data/make/facts.py makes it" for name in MADE
                   if pathlib.Path(folder, name).read_bytes() != (TOP / "data/gallery" / name).read_bytes()]
    routes = json.loads((TOP / "data/gallery/routes.geojson").read_text(encoding="utf-8"))["features"]
    lengths = {route["properties"]["id"]: length(route["geometry"]["coordinates"]) for route in routes}
    for name, (words, stem, unit, rounding) in SAID.items():
        found, told = lengths[name] / unit, float(words.split()[0].replace(",", ""))
        if abs(found - told) > rounding + 0.004 * told:
            faults.append(f"route '{name}' is {found:.0f} long, not {words}")
        if words not in (TOP / f"docs/gallery/{stem}.map.yaml").read_text(encoding="utf-8"):
            faults.append(f"{stem}.map.yaml does not say {words}")
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
