# draw_qgis.py - draws maps by QGIS's own Python, without a screen: draw_qgis.py PLAN.json.
"""The plan: {"size": [w, h], "dpi", "crs", "extent", "ground", "maps": [{"out", "layers": […]}]} (with_qgis.py)."""
import json
import sys

from qgis.core import (QgsApplication, QgsCoordinateReferenceSystem, QgsFillSymbol, QgsLinePatternFillSymbolLayer, QgsLineSymbol,
                       QgsMapRendererParallelJob, QgsMapSettings, QgsMarkerSymbol, QgsPalLayerSettings, QgsRectangle,
                       QgsSimpleFillSymbolLayer, QgsSimpleLineSymbolLayer, QgsSingleSymbolRenderer, QgsTextBufferSettings,
                       QgsTextFormat, QgsUnitTypes, QgsVectorLayer, QgsVectorLayerSimpleLabeling)
from PyQt5.QtCore import QSize
from PyQt5.QtGui import QColor, QFont

PIXELS = QgsUnitTypes.RenderPixels


def color(text):
    """#rrggbb or #rrggbbaa; Qt has the opacity first."""
    return QColor(text[:7] if len(text) == 7 else f"#{text[7:]}{text[1:7]}")


def line(ink, width):
    found = QgsSimpleLineSymbolLayer(color(ink), width)
    found.setWidthUnit(PIXELS)
    return found


def made_of(symbol, parts):
    """A symbol of these layers, which it owns from then on (it starts with one of its own)."""
    for part in parts:
        symbol.appendSymbolLayer(part)
    symbol.deleteSymbolLayer(0)
    return symbol


def lines(layer):
    return [line(ink, width) for ink, width in ((layer["casing"], layer["casing_width"]), (layer["stroke"], layer["width"])) if ink]


def area_symbol(layer):
    parts = []
    if layer["fill"]:
        fill = QgsSimpleFillSymbolLayer(color(layer["fill"]))
        fill.setStrokeStyle(0)
        if layer["stroke"] and not layer["casing"]:
            fill.setStrokeStyle(1)
            fill.setStrokeColor(color(layer["stroke"]))
            fill.setStrokeWidth(layer["width"])
            fill.setStrokeWidthUnit(PIXELS)
        parts.append(fill)
    if layer["hatch"]:
        stroke, width, gap, angle = layer["hatch"]
        hatch = QgsLinePatternFillSymbolLayer()
        hatch.setLineAngle(angle)
        hatch.setDistance(gap)
        hatch.setDistanceUnit(PIXELS)
        hatch.setSubSymbol(made_of(QgsLineSymbol(), [line(stroke, width)]))
        parts.append(hatch)
    if not layer["fill"] or layer["casing"]:
        parts += lines(layer)
    return made_of(QgsFillSymbol(), parts)


def symbol(layer):
    if layer["kind"] == "area":
        return area_symbol(layer)
    if layer["kind"] == "line":
        return made_of(QgsLineSymbol(), lines(layer))
    size, ink, rim = layer["dot"] or (0, "#000000", "#000000")
    return QgsMarkerSymbol.createSimple({"name": "circle", "size": str(size), "size_unit": "Pixel", "color": ink,
                                         "outline_color": rim, "outline_width": "1", "outline_width_unit": "Pixel"})


def labelled(layer, told, kind):
    form, font = QgsTextFormat(), QFont("Open Sans")
    font.setItalic(told["italic"])
    font.setWeight(63 if told["bold"] else 50)
    form.setFont(font)
    form.setSize(told["size"])
    form.setSizeUnit(PIXELS)
    form.setColor(color(told["color"]))
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(told["halo_width"])
    halo.setSizeUnit(PIXELS)
    halo.setColor(color(told["halo"]))
    form.setBuffer(halo)
    settings = QgsPalLayerSettings()
    settings.fieldName = told["field"]
    settings.setFormat(form)
    settings.placement = {"area": QgsPalLayerSettings.Horizontal, "line": QgsPalLayerSettings.Curved,
                          "point": QgsPalLayerSettings.OrderedPositionsAroundPoint}[kind]
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def opened(plan):
    layer = QgsVectorLayer(plan["file"], plan["name"], "ogr")
    if not layer.isValid():
        sys.exit(f"draw_qgis.py: cannot open {plan['file']}")
    layer.setRenderer(QgsSingleSymbolRenderer(symbol(plan)))
    if plan["label"]:
        labelled(layer, plan["label"], plan["kind"])
    return layer


def draw(plan, told):
    layers = [opened(p) for p in told["layers"]]
    settings = QgsMapSettings()
    settings.setLayers(layers[::-1])
    settings.setOutputSize(QSize(*plan["size"]))
    settings.setOutputDpi(96)
    settings.setDestinationCrs(QgsCoordinateReferenceSystem.fromProj(plan["crs"]))
    settings.setExtent(QgsRectangle(*plan["extent"]))
    settings.setBackgroundColor(color(plan["ground"]))
    settings.setFlag(QgsMapSettings.Antialiasing, True)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    if not job.renderedImage().save(told["out"]):
        sys.exit(f"draw_qgis.py: cannot write {told['out']}")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        plan = json.load(file)
    program = QgsApplication([], False)
    program.initQgis()
    for told in plan["maps"]:
        draw(plan, told)
    program.exitQgis()


if __name__ == "__main__":
    main()
