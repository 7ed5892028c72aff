# draw_cartopy.py - draws maps by cartopy and matplotlib: draw_cartopy.py PLAN.json (with_cartopy.py writes it).
import json
import sys

import cartopy.crs as ccrs
import cartopy.io.shapereader as shapereader
import matplotlib
matplotlib.use("Agg")
import matplotlib.patheffects as effects  # noqa: E402
import matplotlib.pyplot as plt  # noqa: E402

POINT = 0.75  # of a px, at 96 a inch


def projection(crs):
    words = dict(word.lstrip("+").split("=") for word in crs.split() if "=" in word)
    if words["proj"] == "longlat":
        return ccrs.PlateCarree()
    if words["proj"] == "robin":
        return ccrs.Robinson()
    return ccrs.LambertConformal(float(words["lon_0"]), float(words["lat_0"]),
                                 standard_parallels=(float(words["lat_1"]), float(words["lat_2"])))


def geometries(file):
    if file.endswith(".shp"):
        return list(shapereader.Reader(file).geometries())
    from shapely.geometry import shape
    with open(file, encoding="utf-8") as source:
        return [shape(f["geometry"]) for f in json.load(source)["features"]]


def drawn(axes, layer):
    shapes = geometries(layer["file"])
    degrees = ccrs.PlateCarree()
    if layer["kind"] == "point":
        if layer["dot"]:
            size, ink, rim = layer["dot"]
            axes.scatter([p.x for p in shapes], [p.y for p in shapes], (size * POINT) ** 2, ink, edgecolors=rim, linewidths=POINT,
                         transform=degrees, zorder=3)
        names = [r.attributes[layer["label"]["field"]] for r in shapereader.Reader(layer["file"]).records()]
        for point, name in zip(shapes, names):
            axes.text(point.x, point.y, name.rstrip("\0 "), fontsize=layer["label"]["size"] * POINT, family="Open Sans",
                      color=layer["label"]["color"], ha="center", va="bottom", transform=degrees, clip_on=True,
                      weight=600 if layer["label"]["bold"] else 400,
                      path_effects=[effects.withStroke(linewidth=3 * POINT, foreground=layer["label"]["halo"])])
        return
    fill = layer["fill"] or "none"
    if layer["hatch"]:
        axes.add_geometries(shapes, degrees, facecolor=fill, edgecolor=layer["hatch"][0], linewidth=0, hatch="/////")
        return
    for ink, width in ((layer["casing"], layer["casing_width"]), (layer["stroke"] or "none", layer["width"] or 0)):
        if ink:
            axes.add_geometries(shapes, degrees, facecolor=fill, edgecolor=ink, linewidth=width * POINT)
            fill = "none"


def draw(plan, told):
    width, height = plan["size"]
    figure = plt.figure(figsize=(width / 96, height / 96), dpi=96)
    axes = figure.add_axes([0, 0, 1, 1], projection=projection(plan["crs"]), frameon=False)
    x0, y0, x1, y1 = plan["extent"]
    axes.set_xlim(x0, x1)
    axes.set_ylim(y0, y1)
    figure.patch.set_facecolor(plan["ground"])
    for layer in told["layers"]:
        drawn(axes, layer)
    figure.savefig(told["out"], dpi=96, facecolor=plan["ground"])
    plt.close(figure)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        plan = json.load(file)
    matplotlib.rcParams["hatch.linewidth"] = POINT
    for told in plan["maps"]:
        draw(plan, told)


if __name__ == "__main__":
    main()
