/* sight.c - large files are read as far as a frame shows them: memory follows the picture. */
#include "pipeline.h"

#include <math.h>
#include <strings.h>
#include <sys/stat.h>

/* What an eye tells apart, in page px; like GENERALISE in frame.c. */
static const double SEEN = 0.25;
/* Beyond the frame, px: strokes, and edges that fade. */
static const double AROUND = 64;
/* What is looked at before there is a view: which features there are, and about where. */
static const double COARSE = 0.02; /* degrees */
static const double FIT_STEPS = 8000;

static const ct_box world = { -180, -90, 180, 90 };

/* It goes on the map as its file has it, by a reader that knows sieves. */
static bool is_plain(const ct_map *map, const ct_data_spec *e) {
    bool made = e->join.text || e->split.text || e->clip.text || e->minus.text || e->unite.count ||
                e->dissolve.text || e->outline != CT_OUTLINE_NOT || e->smooth > 0 ||
                e->simplify_km2 > 0 || e->simplify_m > 0 || e->drop_km2 > 0 || e->repair ||
                e->buffer != 0 || e->slivers > 0 || e->when.from != CT_WHEN_NOT;
    for (size_t i = 0; i < map->data_count; i++)
        made |= ct_streq(map->data[i].join.text, e->name);
    const char *ending = e->file.text ? ct_path_ending(e->file.text) : "";
    bool known = strcasecmp(ending, "shp") == 0 || strcasecmp(ending, "geojson") == 0 ||
                 strcasecmp(ending, "json") == 0;
    return e->file.text && !e->date_field.text && !e->layer.text && !made && known &&
           !ct_source_is_remote(e->file.text);
}

/* Smaller files are read whole: that costs nothing, and they may be wanted so for other ends. */
enum { LARGE = 4 << 20 };

static bool is_large(const ct_scape *scape, const ct_data_spec *entry) {
    const char *path = NULL;
    ct_day found;
    struct stat about;
    ct_report *quiet = ct_report_new(NULL, NULL);
    bool known = ct_source_for_date(scape->arena, entry, scape->map->path, scape->request.day,
                                    scape->request.lang, &path, &found, quiet);
    ct_report_free(quiet);
    return known && path && stat(path, &about) == 0 && about.st_size >= LARGE;
}

static bool look(const ct_scape *scape, const char *name, const ct_sieve *sieve,
                 const ct_table **table, ct_report *report) {
    const ct_data_spec *entry = ct_map_data(scape->map, name);
    if (entry && !(is_plain(scape->map, entry) && is_large(scape, entry))) sieve = NULL;
    return ct_data_sifted(scape->data, name, scape->request.day, sieve, table, report);
}

bool ct_sight_features(const ct_scape *scape, size_t layer, const ct_table **table,
                       ct_report *report) {
    const ct_sieve bare = { .window = world, .dx = COARSE, .dy = COARSE, .bare = true };
    return look(scape, scape->layers[layer]->data.text, &bare, table, report);
}

/* The worker of a batch is one of several. */
static int threads(const ct_scape *scape) { return scape->request.keep ? 1 : 2; }

/* Shapes good enough to fit a view to: their extent is off by less than a pixel of any page. */
bool ct_sight_extent(const ct_scape *scape, const char *name, const ct_table **table,
                     ct_report *report) {
    ct_sieve sieve = { .window = world, .dx = COARSE, .dy = COARSE, .threads = threads(scape) };
    if (!look(scape, name, &sieve, table, report)) return false;
    if (!*table || !(*table)->sieved) return true;
    ct_box box = ct_table_box(*table);
    double span = fmax(box.x1 - box.x0, box.y1 - box.y0);
    sieve.dx = sieve.dy = span / FIT_STEPS;
    if (!(span > 0) || sieve.dx >= COARSE) return true;
    return look(scape, name, &sieve, table, report);
}

/* What the view shows: the window with what lies near it, and steps that are below SEEN where a
 * degree is largest on the page. */
static ct_sieve sieve_of(const ct_view *view) {
    ct_sieve sieve = { .window = world, .view = view, .page = ct_view_digest(view) };
    ct_box seen = ct_view_lonlat(view), frame = ct_view_frame(view);
    double lon, lat, across = frame.x1 - frame.x0, up = frame.y1 - frame.y0;
    ct_view_finest(view, &lon, &lat);
    sieve.dx = SEEN * lon;
    sieve.dy = SEEN * lat;
    double aside = (seen.x1 - seen.x0) * AROUND / fmax(across, 1);
    double above = (seen.y1 - seen.y0) * AROUND / fmax(up, 1);
    if (seen.x0 - aside > -180 && seen.x1 + aside < 180) {
        sieve.window.x0 = seen.x0 - aside;
        sieve.window.x1 = seen.x1 + aside;
    } /* else it lies over the chart's edge */
    sieve.window.y0 = fmax(-90, seen.y0 - above);
    sieve.window.y1 = fmin(90, seen.y1 + above);
    return sieve;
}

bool ct_sight_view(ct_scape *scape, ct_report *report) {
    ct_sieve sieve = { .dx = 0 }; /* the same for all layers: found for the first that asks */
    for (size_t i = 0; i < scape->layer_count; i++) {
        const ct_table *table = scape->tables[i];
        if (!table || !table->sieved) continue;
        if (!(sieve.dx > 0)) sieve = sieve_of(scape->view);
        sieve.threads = threads(scape);
        if (!look(scape, scape->layers[i]->data.text, &sieve, &scape->tables[i], report))
            return false;
        if (scape->tables[i] && scape->tables[i]->stamp != table->stamp)
            return ct_source_changed(table->source, report);
    }
    return true;
}
