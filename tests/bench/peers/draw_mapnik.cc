/* draw_mapnik.cc - draws maps by Mapnik: draw_mapnik PLUGINS FONTS WIDTH HEIGHT XML OUT [XML OUT]...
 *
 * The map shows its own maximum-extent. An OUT that ends in .svg is drawn by Cairo, all else by AGG. */
#include <mapnik/agg_renderer.hpp>
#include <mapnik/cairo_io.hpp>
#include <mapnik/datasource_cache.hpp>
#include <mapnik/font_engine_freetype.hpp>
#include <mapnik/image_util.hpp>
#include <mapnik/load_map.hpp>
#include <mapnik/map.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>

static bool ends_in(const std::string &text, const std::string &end) {
    return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

static void draw(unsigned width, unsigned height, const std::string &xml, const std::string &out) {
    mapnik::Map map(width, height);
    mapnik::load_map(map, xml);
    map.zoom_to_box(*map.maximum_extent());
    if (ends_in(out, ".svg")) {
        mapnik::save_to_cairo_file(map, out, "svg", 1.0, 0);
        return;
    }
    mapnik::image_rgba8 image(width, height);
    mapnik::agg_renderer<mapnik::image_rgba8> renderer(map, image);
    renderer.apply();
    mapnik::save_to_file(image, out, "png32");
}

int main(int argc, char **argv) {
    if (argc < 7 || argc % 2 == 0) {
        std::fprintf(stderr, "usage: draw_mapnik PLUGINS FONTS WIDTH HEIGHT XML OUT [XML OUT]...\n");
        return 2;
    }
    try {
        mapnik::datasource_cache::instance().register_datasources(argv[1]);
        mapnik::freetype_engine::register_fonts(argv[2]);
        for (int i = 5; i < argc; i += 2)
            draw(std::strtoul(argv[3], nullptr, 10), std::strtoul(argv[4], nullptr, 10), argv[i], argv[i + 1]);
    } catch (const std::exception &e) {
        std::fprintf(stderr, "draw_mapnik: %s\n", e.what());
        return 1;
    }
    return 0;
}
