/* notes.h - annotations: what an editor adds to the map, laid out, drawn, kept free of labels. */
#ifndef CT_NOTES_H
#define CT_NOTES_H

#include "../base/base.h"
#include "../geom/geom.h"
#include "../marks/marks.h"
#include "../scene/scene.h"
#include "../spec/spec.h"

/* ---- annotate.c: annotations laid out and drawn ---------------------------------------------- */

/* Which way a side lies, -1, 0 or 1; AUTO and NONE: 0. */
int ct_side_x(ct_at side);
int ct_side_y(ct_at side);

/* A place where words may stand, and where to from it: 1 px long. */
typedef struct ct_note_spot {
    double x, y, lean_x, lean_y;
} ct_note_spot;

/* One of the circles of a ring: a closed line, cut about the frame, and what is written on it. */
typedef struct ct_note_ring {
    ct_shape line;
    const char *words;
} ct_note_ring;

/* What an annotation is laid out from: page px. */
typedef struct ct_note_ask {
    const ct_annotation_spec *spec;
    const ct_style *house;
    const ct_text_class *style; /* of its words */
    const char *text;           /* expanded; NULL: none */
    ct_box frame;
    double x, y;    /* the place, of kinds that have one */
    double reach;   /* about it, that is not written over: a symbol's half, the circle's radius */
    bool on_symbol; /* the place has a symbol of its own */
    ct_box spot;    /* of words in a corner: where they stand; empty: not found yet */
    ct_shape path;  /* LINE through the places of kinds that follow one */
    const ct_note_spot *spots; /* of kinds that draw: where words may begin, best first; or NULL */
    size_t spot_count;
    ct_shape figure, outline;  /* of a line, an area, rings: cut about the frame; as in ct_mark */
    const ct_note_ring *rings; /* of a ring */
    size_t ring_count;
    const ct_box *covers; /* of a ring: what its words keep off */
    size_t cover_count;
    const ct_shape *hard; /* and the lines that they do not cross */
    size_t hard_count;
    ct_picture picture; /* of a picture */
} ct_note_ask;

/* An annotation laid out. */
typedef struct ct_annotation {
    const ct_annotation_spec *annotation;
    const ct_text_class *style;
    const char *text; /* NULL: none */
    ct_rgba ink;      /* of its words: the class's, or what reads on a badge */
    ct_rgba halo;     /* the class's; the caller may give the local ground's before drawing */
    double halo_width;
    ct_text_block block; /* its words; no lines: none */
    double anchor;       /* of the lines: 0 left, 0.5 middle, 1 right */
    double cap, descent; /* px above the first baseline and below the last */
    double pad_x, pad_y; /* px about the words, of a badge */
    ct_box box;          /* of the words, with their padding */
    double x, y, reach;  /* the place */
    bool on_symbol;
    ct_shape leader;      /* from the words to the place; no parts: none */
    ct_stroke line;       /* of the leader, a circle, a bracket */
    const ct_path *drawn; /* below the words, from the bottom up */
    size_t drawn_count;
    const ct_text *bent; /* words along a path; they have no block */
    size_t bent_count;
    bool own_halos;      /* each of them has the halo of its ground */
    const ct_box *boxes; /* what it covers beside words and leader */
    size_t box_count;
    size_t word_boxes;         /* of these, first, those of words */
    bool overlong;             /* words that are longer than their path */
    const ct_area_class *area; /* a figure below all else, by the code that draws layers */
    const ct_line_class *track;
    ct_shape figure, outline;
    ct_shape course; /* of what is drawn: where labels should rather not cross */
    ct_image image;  /* no bytes: none */
} ct_annotation;

/* Finds where the words stand, clear of their own place and inside the frame as far as they fit;
 * false where there is nothing to draw. */
bool ct_annotation_lay_out(ct_arena *arena, ct_fonts *fonts, const ct_note_ask *ask,
                           ct_annotation *laid_out);
/* The annotation as it was on another day, with today's words where that day's stood. False: they
 * take other room, and it is to be laid out anew. */
bool ct_annotation_reword(ct_arena *arena, ct_fonts *fonts, const ct_note_ask *ask,
                          const ct_annotation *was, ct_annotation *n) CT_MUST_USE;
/* What labels must keep off: the words' box, boxes along the leader, and what else is drawn. */
const ct_box *ct_annotation_boxes(ct_arena *arena, const ct_annotation *n, size_t *count);
/* Of these, those of words: nothing is ever written over them. */
const ct_box *ct_annotation_word_boxes(ct_arena *arena, const ct_annotation *n, size_t *count);
/* The same as lines through it, for what labels should rather not cross. */
ct_shape ct_annotation_lines(ct_arena *arena, const ct_annotation *n);
void ct_annotation_draw(ct_scene *scene, const ct_annotation *n);

/* note_arrow.c, note_shape.c, note_ring.c, note_picture.c: the kinds that draw. */
bool ct_note_arrow(ct_arena *arena, ct_fonts *fonts, const ct_note_ask *ask, ct_annotation *n);
bool ct_note_line(ct_arena *arena, ct_fonts *fonts, const ct_note_ask *ask, ct_annotation *n);
bool ct_note_area(ct_arena *arena, ct_fonts *fonts, const ct_note_ask *ask, ct_annotation *n);
bool ct_note_rings(ct_arena *arena, ct_fonts *fonts, const ct_note_ask *ask, ct_annotation *n);
bool ct_note_picture(ct_arena *arena, const ct_note_ask *ask, ct_annotation *n);
/* What lies below all else of it: a figure, a picture. */
void ct_note_draw_figure(ct_scene *scene, const ct_annotation *n);
/* The words, where there are any, beside a place that takes `reach` px: at the side that is told,
 * else where the ask leans to. */
bool ct_note_words(ct_arena *arena, ct_fonts *fonts, const ct_note_ask *ask, double reach,
                   ct_annotation *n);
/* A line's end: its head's outline (no parts: none), and the line up to where that begins. */
void ct_note_end(ct_arena *arena, const ct_shape *line, ct_head head, const ct_line_class *style,
                 ct_shape *shortened, ct_shape *shape);

/* ---- arrow.c: outlines of arrows, page px ---------------------------------------------------- */

typedef struct ct_arrow {
    double tail, neck; /* widths of the body where it begins, and at the head; 0: a head alone */
    double head_length, head_width; /* 0: no head */
    double sweep;    /* the barbs lie so far behind the neck, a share of the head's length */
    double gap;      /* the tip stops so far before the line's end */
    bool round_tail; /* else it is cut off straight */
} ct_arrow;

/* The outline of an arrow along the first part of a line; its head is made smaller where the line
 * is short. No parts where there is no line to speak of. */
ct_shape ct_arrow_shape(ct_arena *arena, const ct_shape *line, const ct_arrow *form);
/* The first part of a line without its last `cut` px; no parts where nothing is left. */
ct_shape ct_line_shortened(ct_arena *arena, const ct_shape *line, double cut);
/* The point at a share 0..1 of a line's length, and the direction there; false: no line. */
bool ct_line_at(const ct_shape *line, double share, double *x, double *y, double *ux, double *uy);
/* annotate_auto.c: those that say `side: auto`. */

/* What is on the map already, and who else wants room on it. */
typedef struct ct_note_room {
    const ct_obstacles *obstacles;
    const ct_labels_style *style;
    const ct_label *labels; /* not placed yet */
    size_t label_count;
    const ct_busy *busy;
    size_t busy_count;
    const ct_annotation *fixed; /* laid out before: words stand rather not on what these draw */
    size_t fixed_count;
} ct_note_room;

/* Finds places for all of them together: off what is there and each other, so that names keep
 * theirs, leaders cross nothing, and little is hidden of what the map is about. Those that find
 * none (`settled` false) stand as they would alone. */
void ct_annotations_settle(ct_arena *arena, ct_fonts *fonts, const ct_note_room *room,
                           const ct_note_ask *asks, size_t count, ct_annotation *notes,
                           bool *settled);

/* annotate_words.c, for the kinds: the words in lines, and in a box beside (x, y), `offset` px off
 * towards (dx, dy). */
void ct_note_set(ct_annotation *n, ct_arena *arena, ct_fonts *fonts, const char *text,
                 double width);
void ct_note_stand(ct_annotation *n, double x, double y, int dx, int dy, double offset);
/* At the side that is asked for; where the words would leave the frame they come nearer, are set
 * narrower, then go to another side. */
void ct_note_place(ct_annotation *n, ct_arena *arena, ct_fonts *fonts, const ct_note_ask *ask,
                   int dx, int dy, double offset);
double ct_note_wrap(const ct_note_ask *ask);
/* annotate_leader.c: the leader from the words to the place, and its drawing with its head. */
ct_shape ct_note_leader(ct_arena *arena, const ct_annotation *n, ct_leader kind);
void ct_note_draw_leader(ct_scene *scene, const ct_annotation *n);
/* annotate_form.c: circle, badge and bracket; a bracket tells where its words go from. */
void ct_note_circle(ct_arena *arena, const ct_note_ask *ask, ct_annotation *n);
void ct_note_badge_pad(const ct_note_ask *ask, ct_annotation *n);
void ct_note_badge(ct_arena *arena, const ct_note_ask *ask, ct_annotation *n);
bool ct_note_bracket(ct_arena *arena, ct_fonts *fonts, const ct_note_ask *ask, bool turned,
                     ct_annotation *n);
/* Boxes along a line, `reach` px about it. */
ct_box *ct_note_box_line(ct_arena *arena, const ct_shape *line, double reach, size_t *count);
/* annotate_along.c: a path smoothed through its places (a path of two bows by `bow` of its length,
 * to its left where above 0), and words along it. */
ct_shape ct_path_smooth(ct_arena *arena, const ct_shape *path, double bow);
bool ct_note_along(ct_arena *arena, ct_fonts *fonts, const ct_note_ask *ask, ct_annotation *n);

#endif
