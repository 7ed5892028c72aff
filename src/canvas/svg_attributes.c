/* svg_attributes.c - how things look, as attributes of an SVG. */
#include "canvas.h"

#include <math.h>
#include <string.h>

void ct_svg_attribute(ct_buffer *out, const char *name, const char *value) {
    ct_buffer_printf(out, " %s=\"", name);
    ct_xml_text(out, value);
    ct_buffer_text(out, "\"");
}

void ct_svg_number(ct_buffer *out, const char *name, double value) {
    ct_buffer_printf(out, " %s=\"", name);
    ct_buffer_number(out, value, 2);
    ct_buffer_text(out, "\"");
}

/* `name` and `name`-opacity. */
void ct_svg_color(ct_buffer *out, const char *name, ct_rgba c) {
    ct_buffer_printf(out, " %s=\"#%02lx%02lx%02lx\"", name, lround(c.r * 255), lround(c.g * 255),
                     lround(c.b * 255));
    if (c.a >= 1) return;
    ct_buffer_printf(out, " %s-opacity=\"", name);
    ct_buffer_number(out, c.a, 3);
    ct_buffer_text(out, "\"");
}

void ct_svg_stroke(ct_buffer *out, const ct_stroke *stroke) {
    static const char *const caps[] = { "butt", "round", "square" };
    static const char *const joins[] = { "round", "miter", "bevel" };
    ct_svg_color(out, "stroke", stroke->color);
    if (stroke->width != 1) ct_svg_number(out, "stroke-width", stroke->width);
    if (stroke->join != CT_JOIN_MITER)
        ct_svg_attribute(out, "stroke-linejoin", joins[stroke->join]);
    if (stroke->cap != CT_CAP_BUTT) ct_svg_attribute(out, "stroke-linecap", caps[stroke->cap]);
    if (stroke->dash_count == 0) return;
    ct_buffer_text(out, " stroke-dasharray=\"");
    for (size_t i = 0; i < stroke->dash_count; i++) {
        if (i > 0) ct_buffer_text(out, ",");
        ct_buffer_number(out, stroke->dash[i], 2);
    }
    ct_buffer_text(out, "\"");
}

/* A family name as CSS has it, in single quotes. */
static void family_write(ct_buffer *out, const char *name, size_t size) {
    ct_buffer_text(out, "'");
    for (size_t i = 0; i < size; i++) {
        if (name[i] == '\'' || name[i] == '\\') ct_buffer_text(out, "\\");
        ct_buffer_append(out, name + i, 1);
    }
    ct_buffer_text(out, "'");
}

static const char *family_generic(const char *families) {
    if (strcasestr(families, "mono")) return "monospace";
    const char *serif = strcasestr(families, "serif");
    return serif && !strcasestr(families, "sans") ? "serif" : "sans-serif";
}

/* The stack: each name quoted, and the generic family last. */
static void families_write(ct_buffer *out, const char *families) {
    ct_buffer stack = { 0 };
    for (const char *at = families; *at;) {
        at += strspn(at, ", \t");
        const size_t whole = strcspn(at, ",");
        size_t size = whole;
        while (size > 0 && at[size - 1] == ' ')
            size--;
        if (size > 0) {
            family_write(&stack, at, size);
            ct_buffer_text(&stack, ", ");
        }
        at += whole;
    }
    ct_buffer_text(&stack, family_generic(families));
    ct_svg_attribute(out, "font-family", stack.data);
    ct_buffer_free(&stack);
}

/* The attributes of `font` that differ from those of `from` (NULL: from SVG's defaults). */
void ct_svg_font(ct_buffer *out, const ct_font *font, const ct_font *from) {
    if (!from || !ct_streq(font->families, from->families)) families_write(out, font->families);
    if (!from || font->size != from->size) ct_svg_number(out, "font-size", font->size);
    if (font->weight != (from ? from->weight : 400)) {
        ct_buffer_printf(out, " font-weight=\"%d\"", font->weight);
    }
    if (font->italic != (from && from->italic)) {
        ct_svg_attribute(out, "font-style", font->italic ? "italic" : "normal");
    }
    if (font->tracking != (from ? from->tracking : 0)) {
        ct_svg_number(out, "letter-spacing", font->tracking);
    }
}
