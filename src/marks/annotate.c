/* annotate.c - notes and callouts: wrapped text, its leader, arrow head or dot. */
#include "marks.h"

#include <math.h>

#define CALLOUT_OFFSET 24.0 /* px from the anchor, where the spec says nothing */
#define DEFAULT_WRAP   200.0
#define LEAST_OFFSET   26.0 /* where the frame is near */
#define LEAST_WRAP     70.0
#define TEXT_AIR       3.0 /* px about the words that labels keep free */
#define FRAME_INSET    6.0
#define LEADER_WIDTH   1.1
#define LEADER_GAP     4.0  /* px between text and leader */
#define ANCHOR_GAP     2.0  /* px between the tip of an arrow and the anchor */
#define DOT            2.0  /* px: half the dot at the end of a leader with no arrow head */
#define LEADER_BOX     10.0 /* px: labels keep off the leader in boxes of about this size */
#define RIM            1.2  /* px of the halo's colour beside the leader */
#define HEAD_LENGTH    7.5
#define HEAD_HALF      3.0
#define CURVE_STEPS    24
#define DOT_POINTS     24
#define LEADER_BOXES   120
#define CURVE_BOW      0.22 /* of the chord */

typedef ct_annotation note;

int ct_side_x(ct_at side) {
    switch (side) {
    case CT_AT_TOP_LEFT:
    case CT_AT_LEFT:
    case CT_AT_BOTTOM_LEFT:
        return -1;
    case CT_AT_TOP_RIGHT:
    case CT_AT_RIGHT:
    case CT_AT_BOTTOM_RIGHT:
        return 1;
    default:
        return 0;
    }
}

int ct_side_y(ct_at side) {
    switch (side) {
    case CT_AT_TOP_LEFT:
    case CT_AT_TOP:
    case CT_AT_TOP_RIGHT:
        return -1;
    case CT_AT_BOTTOM_LEFT:
    case CT_AT_BOTTOM:
    case CT_AT_BOTTOM_RIGHT:
        return 1;
    default:
        return 0;
    }
}

static double wrap_width(const ct_annotation_spec *annotation, const ct_text_class *style,
                         ct_box frame) {
    double width = annotation->wrap > 0 ? annotation->wrap
                   : style->wrap > 0    ? style->wrap
                                        : DEFAULT_WRAP;
    double most = frame.x1 - frame.x0 - 2 * FRAME_INSET;
    return most > 0 && width > most ? most : width;
}

static void set_box(note *n, double x, double y, int dx, int dy, double offset) {
    double w = n->block.width;
    double h = n->cap + (double)(n->block.line_count - 1) * n->block.leading + n->descent;
    double out = dx && dy ? offset * 0.75 : offset; /* the diagonal is as far as the sides */
    double left = x - w / 2 + dx * (w / 2 + out), top = y - h / 2 + dy * (h / 2 + out);
    if (dx && !dy) top = y - n->cap / 2 - (h - n->cap - n->descent) / 2;
    n->box = (ct_box){ left, top, left + w, top + h };
    n->anchor = dx > 0 ? 0 : dx < 0 ? 1 : 0.5;
}

/* Moves a box inside the frame, as far as it fits there. */
static ct_box keep_inside(ct_box box, ct_box frame) {
    double right = box.x1 - (frame.x1 - FRAME_INSET), low = box.y1 - (frame.y1 - FRAME_INSET);
    double dx = right > 0 ? -right : 0, dy = low > 0 ? -low : 0;
    if (box.x0 + dx < frame.x0 + FRAME_INSET) dx = frame.x0 + FRAME_INSET - box.x0;
    if (box.y0 + dy < frame.y0 + FRAME_INSET) dy = frame.y0 + FRAME_INSET - box.y0;
    return (ct_box){ box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy };
}

static bool covers(ct_box box, double x, double y) {
    return x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1;
}

/* Sets the words in lines of at most `width` px. */
static void set_words(note *n, ct_arena *arena, ct_fonts *fonts, const char *text, double width) {
    double leading = n->style->leading > 0 ? n->style->leading : 1.25;
    n->block = ct_text_wrap(arena, fonts, &n->style->font, text, width, leading, true);
    n->descent = n->block.lines[n->block.line_count - 1].descent * 0.8;
}

/* px between the anchor and the frame on the side where the text stands. */
static double room_beside(ct_box frame, double x, int dx) {
    return (dx > 0 ? frame.x1 - x : x - frame.x0) - FRAME_INSET;
}

static bool is_moved(ct_box a, ct_box b) { return a.x0 != b.x0 || a.y0 != b.y0; }

/* What an annotation asks for. */
typedef struct wish {
    const char *text;
    double x, y, offset, wrap;
    int dx, dy;
} wish;

/* Where the text would leave the frame it comes nearer to its anchor, then is set narrower. */
static void fit_beside(note *n, ct_arena *arena, ct_fonts *fonts, const wish *w, ct_box frame) {
    double offset = w->offset, room = room_beside(frame, w->x, w->dx);
    set_words(n, arena, fonts, w->text, w->wrap);
    double out = w->dx && w->dy ? 0.75 : 1;
    if (w->dx && n->block.width + offset * out > room) {
        offset = fmax(fmin(offset, LEAST_OFFSET), (room - n->block.width) / out);
        double narrow = room - offset * out;
        if (narrow < n->block.width && narrow >= fmax(w->wrap * 0.5, LEAST_WRAP))
            set_words(n, arena, fonts, w->text, narrow);
    }
    set_box(n, w->x, w->y, w->dx, w->dy, offset);
}

/* Moved into the frame, the text stands clear of its anchor. */
static bool move_inside(note *n, const wish *w, ct_box frame) {
    ct_box moved = keep_inside(n->box, frame);
    bool straddles = is_moved(moved, n->box) && (w->dx || w->dy) &&
                     covers(ct_box_grow(moved, LEADER_GAP), w->x, w->y);
    n->box = moved;
    return !straddles;
}

/* At the side that is asked for; where the text would there lie over its own anchor, at the
 * opposite one, else at whichever does. */
static void place_note(note *n, ct_arena *arena, ct_fonts *fonts, const wish *w, ct_box frame) {
    const int sides[][2] = { { -w->dx, -w->dy }, { 0, -1 }, { 0, 1 }, { 1, 0 }, { -1, 0 } };
    fit_beside(n, arena, fonts, w, frame);
    if (move_inside(n, w, frame)) return;
    for (size_t i = 0; i < CT_COUNT(sides); i++) {
        wish other = *w;
        other.dx = sides[i][0];
        other.dy = sides[i][1];
        set_words(n, arena, fonts, w->text, w->wrap);
        set_box(n, w->x, w->y, other.dx, other.dy, w->offset);
        if (move_inside(n, &other, frame)) return;
    }
    fit_beside(n, arena, fonts, w, frame);
    n->box = keep_inside(n->box, frame);
}

/* ---- the leader ------------------------------------------------------------------------- */

typedef struct point {
    double x, y;
} point;

static double between(double value, double low, double high) {
    return value < low ? low : value > high ? high : value;
}

/* Where the leader leaves the text: the middle of its first line at a side, or its edge above or
 * below the anchor. */
static point leader_start(const note *n, double x, double y) {
    ct_box b = n->box;
    double first = b.y0 + n->cap / 2;
    if (x < b.x0) return (point){ b.x0 - LEADER_GAP, between(y, first, b.y1 - n->descent) };
    if (x > b.x1) return (point){ b.x1 + LEADER_GAP, between(y, first, b.y1 - n->descent) };
    double inset = fmin(6, (b.x1 - b.x0) / 2);
    return (point){ between(x, b.x0 + inset, b.x1 - inset),
                    y < b.y0 ? b.y0 - LEADER_GAP : b.y1 + LEADER_GAP };
}

static void add_curve(ct_builder *b, point from, point to) {
    double dx = to.x - from.x, dy = to.y - from.y;
    double way = dx * dy > 0 ? -1 : 1; /* bows upwards, as a thrown ball */
    point middle = { (from.x + to.x) / 2 - way * dy * CURVE_BOW,
                     (from.y + to.y) / 2 + way * dx * CURVE_BOW };
    if (fabs(dx) > 1 && middle.y > (from.y + to.y) / 2) {
        middle.x = from.x + to.x - middle.x;
        middle.y = from.y + to.y - middle.y;
    }
    for (int i = 0; i <= CURVE_STEPS; i++) {
        double t = (double)i / CURVE_STEPS, s = 1 - t;
        ct_builder_point(b, s * s * from.x + 2 * s * t * middle.x + t * t * to.x,
                         s * s * from.y + 2 * s * t * middle.y + t * t * to.y);
    }
}

/* From the text level, then slanting or upright to the anchor. */
static void add_elbow(ct_builder *b, const note *n, point from, point to) {
    ct_builder_point(b, from.x, from.y);
    double dx = to.x - from.x, dy = to.y - from.y;
    bool beside = to.x < n->box.x0 || to.x > n->box.x1;
    if (beside && fabs(dy) > 1) {
        double level = fabs(dx) > fabs(dy) ? dx - copysign(fabs(dy), dx) : dx / 2;
        ct_builder_point(b, from.x + level, from.y);
    } else if (!beside && fabs(dx) > 1) {
        double level = fabs(dy) > fabs(dx) ? dy - copysign(fabs(dx), dy) : dy / 2;
        ct_builder_point(b, from.x, from.y + level);
    }
    ct_builder_point(b, to.x, to.y);
}

/* The leader as a line from the text to the anchor; no parts where they are too near. */
static ct_shape leader_shape(ct_arena *arena, const note *n) {
    ct_builder b = ct_builder_start(arena, CT_LINE);
    ct_leader kind = n->annotation->leader;
    double gap = n->annotation->head == CT_HEAD_ARROW ? ANCHOR_GAP : 0;
    point from = leader_start(n, n->x, n->y), to = { n->x, n->y };
    double length = hypot(to.x - from.x, to.y - from.y);
    if (kind == CT_LEADER_NONE || covers(n->box, n->x, n->y) || !(length > ANCHOR_GAP + 2))
        return ct_builder_take(&b);
    if (kind == CT_LEADER_CURVE)
        add_curve(&b, from, to);
    else if (kind == CT_LEADER_ELBOW)
        add_elbow(&b, n, from, to);
    else {
        ct_builder_point(&b, from.x, from.y);
        ct_builder_point(&b, to.x, to.y);
    }
    /* The tip of an arrow stays clear of what it points to. */
    double ex = b.x[b.points - 1] - b.x[b.points - 2], ey = b.y[b.points - 1] - b.y[b.points - 2];
    double last = hypot(ex, ey), cut = fmin(gap, last / 2);
    if (last > 0) {
        b.x[b.points - 1] -= ex / last * cut;
        b.y[b.points - 1] -= ey / last * cut;
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

/* The tip lies at the leader's end. The leader is seen through to it: no gap, no blunt end. */
static ct_shape head_shape(ct_arena *arena, const ct_shape *leader) {
    size_t last = leader->end[0] - 1, back = last;
    double x = leader->x[last], y = leader->y[last];
    while (back > leader->start &&
           hypot(x - leader->x[back], y - leader->y[back]) < HEAD_LENGTH * 0.8)
        back--;
    double dx = x - leader->x[back], dy = y - leader->y[back], length = hypot(dx, dy);
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    if (length > 0) {
        dx /= length;
        dy /= length;
        double bx = x - dx * HEAD_LENGTH, by = y - dy * HEAD_LENGTH;
        ct_builder_point(&b, x + dx * 0.5, y + dy * 0.5);
        ct_builder_point(&b, bx - dy * HEAD_HALF, by + dx * HEAD_HALF);
        ct_builder_point(&b, x - dx * HEAD_LENGTH * 0.75, y - dy * HEAD_LENGTH * 0.75);
        ct_builder_point(&b, bx + dy * HEAD_HALF, by - dx * HEAD_HALF);
        ct_builder_end_part(&b);
    }
    return ct_builder_take(&b);
}

/* The leader less its last bit, which the arrow head covers. */
static ct_shape without_tip(ct_arena *arena, const ct_shape *leader) {
    ct_shape copy = ct_shape_copy(arena, leader);
    ct_builder b = ct_builder_start(arena, CT_LINE);
    size_t last = leader->end[0] - 1, back = last;
    double x = leader->x[last], y = leader->y[last], cut = HEAD_LENGTH * 0.5;
    while (back > leader->start && hypot(x - leader->x[back], y - leader->y[back]) <= cut)
        back--;
    for (size_t i = leader->start; i <= back; i++)
        ct_builder_point(&b, leader->x[i], leader->y[i]);
    double length = hypot(x - leader->x[back], y - leader->y[back]);
    if (!(length > cut)) return copy;
    double share = (length - cut) / length;
    ct_builder_point(&b, leader->x[back] + (x - leader->x[back]) * share,
                     leader->y[back] + (y - leader->y[back]) * share);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

/* The dot that a leader without an arrow head ends in. */
static ct_shape dot_shape(ct_arena *arena, const note *n) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    for (int i = 0; i < DOT_POINTS; i++) {
        double turn = 2 * M_PI * i / DOT_POINTS;
        ct_builder_point(&b, n->x + DOT * cos(turn), n->y + DOT * sin(turn));
    }
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static void draw_leader(ct_scene *scene, const note *n) {
    const ct_shape *leader = &n->leader;
    bool arrow = n->annotation->head == CT_HEAD_ARROW;
    ct_shape line = arrow ? without_tip(scene->arena, leader) : *leader;
    ct_shape head = arrow ? head_shape(scene->arena, leader) : dot_shape(scene->arena, n);
    if (n->style->halo_width > 0) {
        ct_stroke rim = { .color = n->halo,
                          .width = LEADER_WIDTH + 2 * RIM,
                          .cap = CT_CAP_BUTT,
                          .join = CT_JOIN_ROUND };
        ct_scene_path(scene, &(ct_path){ .shape = line, .stroke = rim });
        rim.width = 2 * RIM;
        if (head.parts) ct_scene_path(scene, &(ct_path){ .shape = head, .stroke = rim });
    }
    ct_stroke stroke = {
        .color = n->style->color, .width = LEADER_WIDTH, .cap = CT_CAP_BUTT, .join = CT_JOIN_ROUND
    };
    ct_scene_path(scene, &(ct_path){ .shape = line, .stroke = stroke });
    if (head.parts)
        ct_scene_path(scene,
                      &(ct_path){ .shape = head, .has_fill = true, .fill = n->style->color });
}

/* ---- all of it -------------------------------------------------------------------------- */

bool ct_annotation_lay_out(ct_arena *arena, ct_fonts *fonts, const ct_text_class *text_class,
                           const ct_annotation_spec *annotation, const char *text, double x,
                           double y, ct_box frame, ct_annotation *laid_out) {
    *laid_out = (ct_annotation){ .annotation = annotation,
                                 .style = text_class,
                                 .halo = text_class->halo,
                                 .box = ct_box_empty(),
                                 .leader = { .kind = CT_LINE } };
    if (!text || !text[0] || !isfinite(x) || !isfinite(y)) return false;
    note *n = laid_out;
    n->cap = ct_font_cap_height(fonts, &text_class->font);
    n->x = x;
    n->y = y;
    bool callout = annotation->kind == CT_ANNOTATION_CALLOUT, given = annotation->offset > 0;
    wish w = { .text = text, .x = x, .y = y, .wrap = wrap_width(annotation, text_class, frame) };
    w.offset = given && isfinite(annotation->offset) ? annotation->offset
               : callout                             ? CALLOUT_OFFSET
                                                     : 0;
    bool corner = annotation->at.kind == CT_AT_CORNER;
    ct_at inwards = (ct_at)annotation->at.corner;
    w.dx = corner ? -ct_side_x(inwards) : ct_side_x(annotation->side);
    w.dy = corner ? -ct_side_y(inwards) : ct_side_y(annotation->side);
    if (callout && !w.dx && !w.dy) w.dx = 1;
    place_note(n, arena, fonts, &w, frame);
    n->leader = leader_shape(arena, n);
    return true;
}

/* Boxes along the leader, so that what lies between it and its chord stays free. */
static size_t box_leader(const ct_shape *leader, ct_box *boxes) {
    size_t count = 0;
    for (size_t i = leader->start + 1; leader->parts && i < leader->end[0]; i++) {
        double x = leader->x[i - 1], y = leader->y[i - 1];
        double dx = leader->x[i] - x, dy = leader->y[i] - y;
        int steps = (int)fmin(ceil(fmax(fabs(dx), fabs(dy)) / LEADER_BOX), LEADER_BOXES) + 1;
        for (int k = 0; k < steps && count < LEADER_BOXES; k++) {
            ct_box box = ct_box_empty();
            ct_box_add(&box, x + dx * k / steps, y + dy * k / steps);
            ct_box_add(&box, x + dx * (k + 1) / steps, y + dy * (k + 1) / steps);
            boxes[count++] = ct_box_grow(box, HEAD_HALF);
        }
    }
    return count;
}

const ct_box *ct_annotation_boxes(ct_arena *arena, const ct_annotation *laid_out, size_t *count) {
    ct_box *boxes = CT_ARRAY(arena, LEADER_BOXES + 1, ct_box);
    boxes[0] = ct_box_grow(laid_out->box, TEXT_AIR);
    *count = 1 + box_leader(&laid_out->leader, boxes + 1);
    return boxes;
}

void ct_annotation_draw(ct_scene *scene, const ct_annotation *n) {
    if (n->block.line_count == 0) return;
    ct_scene_begin(scene, CT_ROLE_ANNOTATION, n->annotation->id, NULL);
    if (n->leader.parts) draw_leader(scene, n);
    double left = n->box.x0 + (n->box.x1 - n->box.x0) * n->anchor;
    ct_scene_block(scene, &n->block, left, n->box.y0 - (n->block.lines[0].ascent - n->cap),
                   n->anchor, n->style->color, n->style->halo_width, n->halo);
    ct_scene_end(scene);
}
