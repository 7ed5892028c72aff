/* pipeline.h - the corridor: from a loaded spec to a drawn scene, and what is told of it. */
#ifndef CT_PIPELINE_H
#define CT_PIPELINE_H

#include "base/base.h"
#include "feature/feature.h"
#include "marks/marks.h"
#include "notes/notes.h"
#include "scene/scene.h"
#include "sheet/sheet.h"
#include "source/source.h"
#include "spec/spec.h"

/* ---- data.c: the `data:` entries of a spec, each worked out once for a date ------------------ */

typedef struct ct_data ct_data;

/* `inputs` collects the files that are read. Everything lives in `arena`. */
ct_data *ct_data_new(ct_arena *arena, const ct_map *map, const char *lang, ct_inputs *inputs);
/* What came of working out a lasting entry: the findings, the files that were read, and which
 * others were asked for, after how many of the findings. */
typedef struct ct_asked {
    ct_arena *arena;
    ct_report *told;
    ct_inputs inputs;
    struct ct_asking {
        struct ct_asked *of;
        size_t after;
    } * others;
    size_t count, capacity;
    unsigned map; /* the last that it was told to */
} ct_asked;
ct_asked *ct_asked_new(ct_arena *arena);
/* It asks for another. */
void ct_asked_add(ct_asked *by, ct_asked *of);
/* Tells a map (by its number), once, what was told at the time, and in that order. */
void ct_asked_tell(ct_asked *asked, unsigned map, ct_inputs *inputs, ct_report *report);
/* lasting.c: which entries do not depend on the day, nor on the language. */
const bool *ct_entries_lasting(ct_arena *arena, const ct_map *map);
/* What of a map's data does not depend on the day, for all its days: worked out once, and told to
 * each map that shares it, with its findings and inputs. */
ct_data *ct_data_lasting(ct_arena *arena, const ct_map *map);
void ct_data_share(ct_data *data, ct_data *lasting);
/* The entry is such, and is shared. */
bool ct_data_lasts(const ct_data *data, const char *name);
/* The table of an entry on a day. `*table` is NULL where the source has nothing for that day and
 * the entry says `missing: skip`. A fault is told once, however often the entry is asked for. */
bool ct_data_table(ct_data *data, const char *name, ct_day day, const ct_table **table,
                   ct_report *report) CT_MUST_USE;
/* The same for figures: of the shapes as their sources have them, no `smooth` and no `simplify`
 * behind it. */
bool ct_data_plain(ct_data *data, const char *name, ct_day day, const ct_table **table,
                   ct_report *report) CT_MUST_USE;
/* As ct_data_table; its file as far as the sieve leaves it, where its reader can do that
 * (`sieved`), for an entry that nothing is made of (NULL: all of it). */
bool ct_data_sifted(ct_data *data, const char *name, ct_day day, const ct_sieve *sieve,
                    const ct_table **table, ct_report *report) CT_MUST_USE;
/* Tells it of another file that is read. */
void ct_data_input(ct_data *data, const char *path);
/* The date of the data that an entry, asked for already, shows on a day: older than the day under
 * `missing: previous`; CT_NO_DAY where its files have no dates. */
ct_day ct_data_day(const ct_data *data, const char *name, ct_day day);
/* Counts the folders of dated files among what is read: a newer file there may change which days
 * there are. */
void ct_data_watch(ct_data *data);
/* Every day that the sources behind the layers and the stats have data of, sorted, each once: by
 * the names of files and by date fields. Entries that are fixed to another date (`at`) do not
 * count. */
bool ct_data_days(ct_data *data, ct_day **days, size_t *count, ct_report *report) CT_MUST_USE;
/* The day of an entry's `at`, for a date of the map. */
bool ct_data_at(ct_data *data, const ct_data_spec *entry, ct_day date, ct_day *day,
                ct_report *report) CT_MUST_USE;
/* The file of an entry for the day with all its rows, whatever its `where`; NULL where it has none.
 */
bool ct_data_whole(ct_data *data, const ct_data_spec *entry, ct_day day, const ct_table **table,
                   ct_report *report) CT_MUST_USE;

/* derive.c: an entry's operations, from `join` on, on the table that it begins with (may be NULL:
 * no data for the day). */
typedef struct ct_derivation {
    ct_data *data;
    ct_arena *arena;
    const ct_map *map;
    const ct_data_spec *entry;
    ct_day day;
    bool plain; /* for figures: nothing is smoothed or simplified */
} ct_derivation;
bool ct_derive(const ct_derivation *derivation, const ct_table **table,
               ct_report *report) CT_MUST_USE;

/* ---- numbers.c: what `stats:` measures --------------------------------------------------------
 */

/* The numbers of a day, and since `since`. */
bool ct_numbers_measure(ct_arena *arena, const ct_map *map, ct_data *data, ct_day day,
                        ct_stats *stats, ct_report *report) CT_MUST_USE;

/* dated.c: the days in the rows of a table, CT_NO_DAY where a cell holds none. A date that can be
 * read in two ways is a fault. */
bool ct_dated_days(ct_arena *arena, const ct_data_spec *entry, const ct_table *table, ct_day **days,
                   ct_report *report) CT_MUST_USE;
/* Keeps the rows of the day, or, with `missing: previous`, of the newest before it. `*table`
 * becomes NULL with `skip`. */
bool ct_dated_keep(ct_arena *arena, const ct_data_spec *entry, ct_day day, const ct_table **table,
                   ct_day *found, ct_report *report) CT_MUST_USE;

/* ---- pins.c: where labels are held ----------------------------------------------------------- */

/* A label of an earlier map; the place in `before` is on that map's page. */
typedef struct ct_past {
    const char *id, *frame, *text;
    double anchor[2];
    ct_label_before before;
} ct_past;

typedef struct ct_past_frame {
    const char *id, *crs;
    double to_page[6];
} ct_past_frame;

typedef struct ct_pins {
    ct_pin_list pins; /* an editor's */
    size_t pin_capacity;
    bool report; /* a report was read: what it has is below */
    const char *map_id;
    ct_past_frame *frames;
    size_t frame_count, frame_capacity;
    ct_past *past; /* by id and frame */
    size_t past_count, past_capacity;
} ct_pins;

/* Reads a pin file, or a report that --report wrote, into `pins`, beside what is there. */
bool ct_pins_read(ct_arena *arena, const char *path, ct_place place, ct_pins *pins,
                  ct_report *report) CT_MUST_USE;
/* Gives the labels of a frame, by its id, their pins and where they were before: points relative to
 * where they are now. `pins` may be NULL. */
void ct_pins_apply(ct_arena *arena, const ct_pins *pins, const char *frame, const ct_view *view,
                   ct_label *labels, size_t count, ct_report *report);

/* ---- pipeline.c ------------------------------------------------------------------------------ */

/* Which of a spec's maps to draw. */
typedef struct ct_request {
    ct_day day;
    const char *lang;
    const char *variant;            /* NULL: none */
    const ct_pins *pins;            /* where labels are held; NULL: nowhere */
    bool measured;                  /* a report is written: measure what costs time too */
    const struct ct_steady *steady; /* what stays where it is on all days of a film; or NULL */
    ct_keep *keep;                  /* what the maps before have found out; NULL: none */
} ct_request;

typedef struct ct_frame_record {
    const char *id;
    ct_day day;
    ct_box box;
    const char *crs;
    double to_page[6];
} ct_frame_record;

typedef struct ct_layer_record {
    const char *id;
    size_t features, points_read, points_drawn;
} ct_layer_record;

enum { CT_STAGES = 12 };

/* A drawn map: the scene and all that the report tells of it. */
typedef struct ct_drawing {
    ct_scene *scene;
    ct_request request;
    ct_frame_record *frames;
    size_t frame_count, frame_capacity;
    ct_layer_record *layers;
    size_t layer_count;
    ct_label *labels;
    size_t label_count;
    ct_label_metrics metrics;
    ct_stats stats;
    const char *stage_names[CT_STAGES]; /* CPU time by stage, ms */
    double stage_ms[CT_STAGES];
    size_t stage_count;
} ct_drawing;

/* Adds CPU time since the last call to a stage of that name (literal). */
void ct_drawing_stage(ct_drawing *drawing, const char *name);

bool ct_pipeline_draw(ct_arena *arena, ct_fonts *fonts, const ct_map *map,
                      const ct_request *request, ct_data *data, ct_drawing *drawing,
                      ct_report *report) CT_MUST_USE;

/* ---- words.c of the map: templates with the map's own names ---------------------------------- */

/* What the texts of a map may name: {date} {lang} {id} {variant} {stat.…} {data.….date} and, where
 * given, a row's fields. */
typedef struct ct_naming {
    const ct_map *map;
    const ct_request *request;
    const ct_stats *stats;
    const ct_data *data;
    const ct_table *table; /* NULL: no fields */
    size_t row;
    const char *distance; /* of a ring: {distance}; NULL: none */
} ct_naming;

/* The words in the request's language, expanded; NULL where there are none. Fails on a bad template
 * or on a character that no font has. `font` may be NULL: glyphs are not looked at. */
bool ct_words_expand(ct_arena *arena, const ct_naming *naming, const ct_words *words,
                     ct_fonts *fonts, const ct_font *font, const char **result,
                     ct_report *report) CT_MUST_USE;
bool ct_naming_expand(ct_arena *arena, const ct_naming *naming, const char *text, ct_place place,
                      const char **result, ct_report *report) CT_MUST_USE;

/* ---- frame.c: layers into a frame ------------------------------------------------------------ */

/* One feature ready to be drawn: its class and its shape on the page. */
typedef struct ct_mark {
    size_t row;
    const char *class_name;
    const ct_area_class *area;
    const ct_line_class *line;
    const ct_point_class *point;
    ct_shape shape;      /* page px, clipped, generalised */
    ct_box box;          /* of the shape */
    ct_shape outline;    /* areas: the outline inside the frame, without the clip's edges */
    const ct_shape *rim; /* more of it, where the globe is cut; NULL: there is none */
    const char *id;
    size_t label;  /* 1 + the index of its label among the frame's; 0: none */
    bool thinned;  /* its label was taken out, see ct_labels_thin */
    bool kept;     /* an annotation points to it: it is drawn even without its name */
    bool left_out; /* points: not drawn, see ct_marks_leave_out */
} ct_mark;

typedef struct ct_layer_marks {
    const ct_layer_spec *layer;
    const ct_table *table;
    ct_mark *marks;
    size_t count;
    size_t points_drawn;
    size_t specks;   /* left out: too small to be seen */
    bool all_specks; /* all are, and drawn none the less */
} ct_layer_marks;

/* Projects, clips and generalises a layer's features for a view; classes come from the style. */
bool ct_layer_prepare(ct_arena *arena, const ct_map *map, const ct_layer_spec *layer,
                      const ct_table *table, const ct_view *view, ct_layer_marks *marks,
                      ct_report *report) CT_MUST_USE;
/* graduate.c: gives the points of a layer with `size` or `rotate` looks of their own, the largest
 * first; those of no size go. */
void ct_marks_graduate(ct_arena *arena, ct_layer_marks *marks, ct_report *report);
/* The values that the range of sizes stands for: those of the spec, else none to the greatest. */
void ct_size_values(const ct_size_spec *size, const ct_table *table, double values[2]);
/* Round values to show in the key, the greatest first: of the table's, where all are large. */
enum { CT_SIZE_STEPS = 3 };
void ct_size_steps(const ct_size_spec *size, const ct_table *table, const double values[2],
                   double steps[CT_SIZE_STEPS]);
/* px across of the symbol for a value, where `values` are those of the range's ends. */
double ct_size_of(const ct_size_spec *size, const double values[2], double value);
void ct_layer_draw(ct_scene *scene, ct_arena *scratch, const ct_layer_marks *marks);
/* Adds the layer's labels to `labels` (a growing array in the arena). */
typedef struct ct_label_list {
    ct_label *items;
    size_t count, capacity;
} ct_label_list;
bool ct_layer_labels(ct_arena *arena, ct_fonts *fonts, const ct_naming *naming,
                     const ct_layer_marks *marks, const ct_view *view, ct_label_list *labels,
                     ct_report *report) CT_MUST_USE;

/* ---- scape.c: a frame of the page and all that is in it -------------------------------------- */

/* The main map, a panel, an inset or the locator. It does not move once it is begun. */
typedef struct ct_scape {
    ct_arena *arena;
    ct_fonts *fonts;
    ct_data *data;
    const ct_map *map;
    const char *id;     /* in the report: "main", "locator" */
    const char *prefix; /* of ids in the scene; NULL: none */
    bool is_panel;      /* one of several: what stands on the sheet is not said in each */
    bool is_inset;      /* no annotations, no graticule */
    ct_request request; /* with its own day */
    ct_stats stats;     /* of that day */
    ct_naming naming;   /* of the two above */
    const ct_layer_spec **layers;
    const ct_table **tables; /* one a layer; NULL: no data for the day */
    ct_layer_marks *marks;   /* one a layer */
    size_t layer_count;
    ct_rgba ground; /* below all layers */
    ct_view *view;  /* NULL: not opened */
    ct_box *hard;   /* furniture first, then markers without a label, annotations */
    size_t hard_count, hard_capacity;
    size_t cover_count; /* of them, furniture: it hides what lies below */
    ct_box *note_spots; /* one an annotation of the map: where it stands as furniture; or NULL */
    ct_annotation *notes;
    size_t note_count;
    ct_label *labels;
    size_t label_count;
    ct_label_metrics metrics;
    ct_graticule graticule;      /* no lines: none */
    const struct ct_scape *like; /* a frame of another day that this one follows; NULL: none */
    ct_path *overlays;           /* drawn above the layers and below the words: what insets show */
    size_t overlay_count, overlay_capacity;
} ct_scape;

/* ---- sight.c: large files as far as they are seen -------------------------------------------- */

/* A layer's table, before there is a view: its features, each a box where the file is large. */
bool ct_sight_features(const ct_scape *scape, size_t layer, const ct_table **table,
                       ct_report *report) CT_MUST_USE;
/* An entry's table whose shapes have the right extent. */
bool ct_sight_extent(const ct_scape *scape, const char *name, const ct_table **table,
                     ct_report *report) CT_MUST_USE;
/* The layers' tables of large files, as the view shows them. */
bool ct_sight_view(ct_scape *scape, ct_report *report) CT_MUST_USE;

/* ---- scape.c ----------------------------------------------------------------------------------
 */

/* Begins a frame of all the map's layers. */
void ct_scape_begin(ct_scape *scape, ct_arena *arena, ct_fonts *fonts, ct_data *data,
                    const ct_map *map, const ct_request *request, const char *id);
/* Gives it other layers. */
void ct_scape_choose(ct_scape *scape, const ct_layer_spec **layers, size_t count);
/* The layers' tables on its day, large files as boxes of their features; then the numbers that
 * texts may name. */
bool ct_scape_load(ct_scape *scape, ct_report *report) CT_MUST_USE;
bool ct_scape_measure(ct_scape *scape, ct_report *report) CT_MUST_USE;
/* All shapes of the named entries (of all its layers where there are no names), to be fitted into a
 * frame. */
bool ct_scape_shapes(const ct_scape *scape, const ct_names *names, const ct_shape **shapes,
                     size_t *count, ct_report *report) CT_MUST_USE;
/* Asks for a view that shows what the spec says of the data of all the frames; but for frame and
 * padding. */
bool ct_scapes_view(const ct_scape *scapes, size_t count, const ct_view_spec *spec,
                    ct_view_request *request, ct_report *report) CT_MUST_USE;
/* Opens the view (a former one is closed) and prepares the layers for it. */
bool ct_scape_open(ct_scape *scape, const ct_view_request *request, ct_report *report) CT_MUST_USE;
void ct_scape_close(ct_scape *scape);
/* What its frame shows: an outline in lon/lat, with points along its sides. */
ct_shape ct_scape_outline(ct_arena *arena, const ct_scape *scape);
/* Labels and markers keep off a piece of furniture. To be told before any words are settled. */
void ct_scape_cover(ct_scape *scape, ct_box box);
/* Labels keep off something else. */
void ct_scape_keep_off(ct_scape *scape, ct_box box);
void ct_scape_overlay(ct_scape *scape, const ct_path *path);
/* Lays out the annotations and gathers the labels; then places these. Labels are placed before the
 * symbols are drawn: a point without its name is left out. */
bool ct_scape_gather(ct_scape *scape, double page_height, ct_report *report) CT_MUST_USE;
void ct_scape_place(ct_scape *scape, ct_report *report);
/* The two ends of that, for labels that are placed with those of other frames: what they keep off;
 * and what follows from their places. */
ct_obstacles ct_scape_obstacles(ct_scape *scape);
void ct_scape_settle(ct_scape *scape, ct_report *report);
/* Ground and layers; then annotations and labels. Both go into a group that clips to the frame. */
void ct_scape_draw_ground(ct_scene *scene, ct_arena *scratch, const ct_scape *scape);
void ct_scape_draw_words(ct_scene *scene, const ct_scape *scape);

/* ---- recall.c: what maps before have found out ------------------------------------------------
 */

/* As ct_view_open; a view that is kept is not closed by the frame. */
bool ct_view_recall(ct_keep *keep, ct_arena *arena, const ct_view_request *request, ct_view **view,
                    ct_report *report) CT_MUST_USE;
/* As ct_view_height. */
bool ct_height_recall(ct_keep *keep, ct_arena *arena, ct_view_request *request, double width,
                      double *height, ct_report *report) CT_MUST_USE;
/* As ct_layer_prepare, of a layer of the frame. */
bool ct_layer_recall(const ct_scape *scape, size_t index, ct_layer_marks *marks,
                     ct_report *report) CT_MUST_USE;

/* ---- specks.c -------------------------------------------------------------------------------- */

/* Rule 17: an area of under 4 px² is not drawn, unless the layer keeps it, labels must name it, or
 * all of the layer's areas are so small. */
bool ct_mark_is_speck(const ct_mark *mark, ct_box frame);

/* ---- notes.c --------------------------------------------------------------------------------- */

/* It is wanted on the day and in the variant. */
bool ct_note_wanted(const ct_annotation_spec *annotation, const ct_request *request);
/* Lays out the annotations that are wanted on the frame's day and in its variant. */
bool ct_notes_lay_out(ct_scape *scape, double page_height, ct_report *report) CT_MUST_USE;
/* The size of one that stands in a corner, as furniture does; nothing of all others. */
bool ct_note_size(ct_scape *scape, size_t index, ct_size *size, ct_report *report) CT_MUST_USE;
/* Adds those that labels should rather not cross. */
void ct_notes_soft(ct_scape *scape, ct_obstacles *obstacles);

/* ---- key.c: the rows of the key ---- */

/* The layer of a row, and its class where the layer has a row a class. */
typedef struct ct_key_origin {
    size_t layer;
    const char *class_name;
    double size; /* of the symbol, px, in a layer with `size`; 0: its class's */
} ct_key_origin;

typedef struct ct_key_list {
    ct_key_row *rows;
    ct_key_origin *origins;
    size_t count, capacity;
} ct_key_list;

/* All rows that the spec asks for and the data of some frame may fill, in the key's order. The
 * frames have the map's layers. */
bool ct_key_make(ct_arena *arena, const ct_naming *naming, ct_fonts *fonts, const ct_scape *frames,
                 size_t frame_count, ct_key_list *key, ct_report *report) CT_MUST_USE;
/* Rule 19: leaves out what shows in no frame, and gives each row the look, with its opacity and its
 * ground, of the first mark that does. True where rows went. */
bool ct_key_settle(ct_arena *arena, const ct_scape *frames, size_t frame_count, ct_key_list *key);

/* ---- panels.c: one map on several days ------------------------------------------------------- */

/* Begins the frames of a map: one, or a panel for each of its days; `*count` of them. */
ct_scape *ct_panels_begin(ct_arena *arena, ct_fonts *fonts, ct_data *data, const ct_map *map,
                          const ct_request *request, size_t *count);
/* Tells which panels lack a layer, since its data have nothing of the day. */
void ct_panels_lint(const ct_scape *frames, size_t count, ct_report *report);
/* The titles, one a panel; NULL where there are no panels. */
bool ct_panels_titles(const ct_scape *frames, size_t count, const char *const **titles,
                      ct_report *report) CT_MUST_USE;
/* Places the labels of all frames: what is the same in several panels stands in the same place. */
void ct_panels_place(ct_scape *frames, size_t count, ct_report *report);

/* ---- figures.c: what annotations draw -------------------------------------------------------- */

/* Arrows, axes, lines, areas, rings, pictures. */
bool ct_figure_is_one(ct_annotation_kind kind);
/* Fills in what such a kind is laid out from; the words, and the path or the place, are there
 * already. `*seen` false: a ring that is not on this map, told. */
bool ct_figure_ask(ct_scape *scape, const ct_annotation_spec *annotation, ct_note_ask *ask,
                   bool *seen, ct_report *report) CT_MUST_USE;

/* ---- furnish.c: the pieces on the map -------------------------------------------------------- */

typedef enum ct_piece_kind {
    CT_PIECE_KEY,
    CT_PIECE_SCALE_BAR,
    CT_PIECE_NORTH,
    CT_PIECE_LOCATOR,
    CT_PIECE_LOGO,
    CT_PIECE_INSET,
    CT_PIECE_NOTE /* an annotation in a corner, drawn with the others */
} ct_piece_kind;

/* A piece, its size and where it stands. */
typedef struct ct_piece {
    ct_piece_kind kind;
    ct_at at;
    ct_size size;
    ct_box box;
    ct_scape *host;          /* the frame that it stands on, or is true of */
    bool aside;              /* it stands in the vacant box */
    bool fixed;              /* its box is told by the spec */
    ct_scape *inner;         /* the own frame of a locator or an inset */
    size_t note;             /* an annotation's index in the map */
    ct_view_request request; /* and view */
    const ct_annotation_spec *inset;
    const ct_text_class *title_class;
    ct_text_block title; /* of the inset; no lines: none */
    double head;         /* px above the inset's frame, for its title */
} ct_piece;

typedef struct ct_furnishing {
    ct_arena *arena, *scratch;
    ct_fonts *fonts;
    const ct_map *map;
    const char *lang, *key_title, *locator_label;
    ct_key_list key;
    ct_scape *hosts; /* the main map, or the panels */
    size_t host_count;
    ct_box vacant; /* what the panels leave of their last row: the best place for pieces */
    double page_height;
    ct_piece *pieces; /* those that are wanted on the map */
    size_t count, capacity;
    ct_picture logo; /* no bytes: none */
} ct_furnishing;

/* The key of all its rows, without its room. */
ct_key_request ct_furnishing_key(const ct_furnishing *furnishing);
/* Reads the logo, which the sheet or a frame will hold. */
bool ct_furnishing_logo(ct_furnishing *furnishing, ct_data *data, ct_report *report) CT_MUST_USE;
/* Measures the pieces that the map wants on its hosts; `locator` is the frame for one. */
bool ct_furnishing_gather(ct_furnishing *furnishing, ct_scape *locator,
                          ct_report *report) CT_MUST_USE;
/* Finds their places, and tells the frames that they stand on to keep off. */
void ct_furnishing_arrange(ct_furnishing *furnishing);
/* Rule 24: warns of a north arrow where meridians converge. */
void ct_furnishing_lint(const ct_furnishing *furnishing, ct_report *report);
void ct_furnishing_draw(ct_scene *scene, const ct_furnishing *furnishing);

/* ---- insets.c: little maps on the map -------------------------------------------------------- */

/* Begins and measures the inset of an annotation on the piece's host; a fixed one has its box. */
bool ct_inset_measure(const ct_furnishing *furnishing, ct_piece *piece,
                      ct_report *report) CT_MUST_USE;
/* Its box is known: opens its frame, and marks on the host what it shows. */
bool ct_inset_open(ct_piece *piece, ct_report *report) CT_MUST_USE;
/* Gathers its labels; and places them. */
bool ct_inset_gather(const ct_furnishing *furnishing, ct_piece *piece,
                     ct_report *report) CT_MUST_USE;
bool ct_inset_settle(const ct_furnishing *furnishing, ct_piece *piece,
                     ct_report *report) CT_MUST_USE;
void ct_inset_draw(ct_scene *scene, const ct_furnishing *furnishing, const ct_piece *piece);

/* ---- obstacles.c: what labels and furniture keep away from ----------------------------------- */

/* What furniture should not hide, and how much it matters. */
const ct_busy *ct_marks_busy(ct_arena *arena, const ct_map *map, const ct_layer_marks *layers,
                             size_t layer_count, size_t *count);
/* Boxes of the markers that no label in `labels` belongs to. */
const ct_box *ct_marks_bare(ct_arena *arena, const ct_layer_marks *layers, size_t layer_count,
                            const ct_label *labels, size_t label_count, size_t *count);
/* Once the labels are placed: points of layers with labels are not drawn where furniture hides
 * them, even in part, nor where their own label was dropped, since a dot without a name is noise.
 * Points that `label.where` gives no name stay, and so do required ones and all layers with a row
 * in the key, whose points are data. */
void ct_marks_leave_out(const ct_layer_marks *layers, size_t layer_count, const ct_label *labels,
                        const ct_box *covers, size_t cover_count);
/* Lines that labels must not (hard), or should not (soft), cross; areas that are filled. */
void ct_marks_lines(ct_arena *arena, const ct_layer_marks *layers, size_t layer_count,
                    ct_obstacles *obstacles);

/* ---- thin.c: fewer names where points crowd -------------------------------------------------- */

/* Takes out of the labels of a frame those of points that stand nearer than the style's `spacing`
 * to more important ones; returns how many stay. Their marks are `thinned`. */
size_t ct_labels_thin(const ct_labels_style *style, const ct_layer_marks *layers,
                      size_t layer_count, ct_label *labels, size_t count);

/* ---- lint.c: what a drawn map may be silent about -------------------------------------------- */

/* Tells layers that lie wholly outside what is seen (lon/lat); fails where nothing at all is in the
 * frame. */
bool ct_lint_frame(const ct_layer_marks *layers, size_t count, ct_box seen, ct_place place,
                   ct_report *report) CT_MUST_USE;
/* Notes the labels that found no place. */
void ct_lint_labels(const ct_label *labels, size_t count, ct_report *report);
/* Warns of shares over 100 per cent: areas that overlap count twice. */
void ct_lint_stats(const ct_stats *stats, ct_place place, ct_report *report);
/* Warns where the map has no words in the language. */
void ct_lint_language(const ct_map *map, const char *lang, ct_report *report);

/* ---- lint_text.c, lint_key.c: how a drawn map is read -------------------------------------------
 */

/* Rules 8 and 13: texts too pale on what lies below them, too small, or of too many sizes. */
void ct_lint_texts(const ct_style *style, const ct_drawing *drawing, ct_report *report);
/* Rules 13, 14, 15 and 19: rows of the key that look alike to some, lines and symbols that are not
 * seen, hatches too near in direction, strong colours without words. */
void ct_lint_key(const ct_key_list *key, const ct_scape *frames, size_t count,
                 const ct_scene *scene, ct_report *report);

/* ---- ground.c: the colour below a label ------------------------------------------------------ */

/* A halo for letters of a colour in a box: the ground there, of the fills and hatches of all layers
 * composed over `ground`, where they stand out from it most; `own` where that is too little. */
ct_rgba ct_ground_halo(const ct_layer_marks *layers, size_t layer_count, ct_rgba ground, ct_box box,
                       ct_rgba letters, ct_rgba own);
/* What a mark lies on: the colour that most of it has below, of the layers under its own composed
 * over `ground`. Lines, points and mere outlines lie on what is full there: on land, rather than on
 * what is marked on it. */
ct_rgba ct_ground_under(const ct_layer_marks *layers, size_t layer_count, ct_rgba ground,
                        const ct_mark *mark, ct_box frame);
/* Gives placed labels whose class says so such a halo. */
void ct_labels_ground(const ct_layer_marks *layers, size_t layer_count, ct_rgba ground,
                      ct_label *labels, size_t count);

/* ---- record.c: the JSON report --------------------------------------------------------------- */

/* What of a run the report tells besides the drawing. */
typedef struct ct_run_record {
    const char *map_id;
    const char *const *outputs;
    size_t output_count;
    double scale;
    const ct_inputs *inputs;
    const ct_report *findings;
} ct_run_record;

void ct_record_json(const ct_drawing *drawing, const ct_run_record *run, ct_buffer *out);
/* One finding as a JSON line (no newline at its end). */
void ct_finding_json(const cartouche_finding *finding, ct_buffer *out);

#endif
