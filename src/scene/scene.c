/* scene.c - the draw list: groups, paths, texts and images in the order they are drawn. */
#include "scene.h"

#include <stdio.h>
#include <stdlib.h>

ct_scene *ct_scene_new(ct_arena *arena, double width, double height, ct_rgba paper) {
    ct_scene *scene = CT_NEW(arena, ct_scene);
    scene->arena = arena;
    scene->width = width;
    scene->height = height;
    scene->paper = paper;
    return scene;
}

static const char *id_copy(const ct_scene *scene, const char *id) {
    if (!id || !scene->prefix) return ct_strdup(scene->arena, id);
    return ct_printf(scene->arena, "%s%s", scene->prefix, id);
}

static ct_node *node_add(ct_scene *scene, ct_node_type type) {
    CT_GROW(scene->arena, scene->nodes, scene->node_capacity, scene->node_count);
    ct_node *node = &scene->nodes[scene->node_count++];
    node->type = type;
    return node;
}

void ct_scene_begin_group(ct_scene *scene, const ct_group *group) {
    ct_node *node = node_add(scene, CT_NODE_BEGIN);
    node->group = *group;
    node->group.id = id_copy(scene, group->id);
    node->group.title = ct_strdup(scene->arena, group->title);
    scene->depth++;
}

void ct_scene_begin(ct_scene *scene, ct_role role, const char *id, const char *title) {
    ct_scene_begin_group(scene,
                         &(ct_group){ .role = role, .id = id, .title = title, .opacity = 1 });
}

void ct_scene_end(ct_scene *scene) {
    if (scene->depth <= 0) {
        fputs("cartouche: a group of the scene is ended that was not begun\n", stderr);
        abort();
    }
    node_add(scene, CT_NODE_END);
    scene->depth--;
}

void ct_scene_path(ct_scene *scene, const ct_path *path) {
    ct_node *node = node_add(scene, CT_NODE_PATH);
    node->path = *path;
    node->path.winding |= scene->winding && path->has_fill;
    node->path.id = ct_strdup(scene->arena, path->id);
}

/* Copies the runs and their strings, so that a text may be measured in scratch memory. */
static ct_text_line line_copy(ct_arena *arena, const ct_text_line *line) {
    ct_text_line copy = *line;
    copy.runs = CT_ARRAY(arena, line->run_count, ct_run);
    for (size_t i = 0; i < line->run_count; i++) {
        const ct_run *run = &line->runs[i];
        copy.runs[i] = *run;
        copy.runs[i].text = ct_strdup(arena, run->text);
        copy.runs[i].font.families = i > 0 && run->font.families == line->runs[0].font.families
                                         ? copy.runs[0].font.families
                                         : ct_strdup(arena, run->font.families);
    }
    return copy;
}

static const ct_letter *letters_copy(ct_arena *arena, const ct_letter *letters, size_t count) {
    ct_letter *copy = CT_ARRAY(arena, count, ct_letter);
    for (size_t i = 0; i < count; i++) {
        copy[i] = letters[i];
        copy[i].text = ct_strdup(arena, letters[i].text);
    }
    return copy;
}

void ct_scene_text(ct_scene *scene, const ct_text *text) {
    if (text->line.run_count == 0) return;
    ct_node *node = node_add(scene, CT_NODE_TEXT);
    node->text = *text;
    node->text.line = line_copy(scene->arena, &text->line);
    if (text->letters)
        node->text.letters = letters_copy(scene->arena, text->letters, text->letter_count);
}

ct_run ct_letter_run(const ct_text *text, const ct_letter *letter) {
    ct_run run = text->line.runs[0];
    run.text = letter->text;
    run.font.tracking = 0;
    run.dx = -letter->width / 2;
    run.width = letter->width;
    run.rtl = letter->rtl;
    return run;
}

void ct_scene_image(ct_scene *scene, const ct_image *image) {
    node_add(scene, CT_NODE_IMAGE)->image = *image;
}

/* A shape of one part whose points are copied into the scene's arena. */
static ct_shape shape_of(ct_scene *scene, ct_kind kind, const double *xy, size_t points) {
    ct_builder builder = ct_builder_start(scene->arena, kind);
    for (size_t i = 0; i < points; i++)
        ct_builder_point(&builder, xy[2 * i], xy[2 * i + 1]);
    ct_builder_end_part(&builder);
    return ct_builder_take(&builder);
}

void ct_scene_rect(ct_scene *scene, ct_box box, const ct_rgba *fill, const ct_stroke *stroke) {
    if (ct_box_is_empty(box) || (!fill && !stroke)) return;
    const double xy[] = { box.x0, box.y0, box.x1, box.y0, box.x1, box.y1, box.x0, box.y1 };
    ct_path path = { .shape = shape_of(scene, CT_POLYGON, xy, 4), .has_fill = fill != NULL };
    if (fill) path.fill = *fill;
    if (stroke) path.stroke = *stroke;
    ct_scene_path(scene, &path);
}

void ct_scene_line(ct_scene *scene, double x0, double y0, double x1, double y1,
                   const ct_stroke *stroke) {
    const double xy[] = { x0, y0, x1, y1 };
    ct_scene_path(scene, &(ct_path){ .shape = shape_of(scene, CT_LINE, xy, 2), .stroke = *stroke });
}

/* One pass over the lines of a block: their halos alone, or their letters with what halo is left.
 */
static void block_pass(ct_scene *scene, const ct_text_block *block, ct_text text, double top) {
    for (size_t i = 0; i < block->line_count; i++) {
        text.line = block->lines[i];
        text.y = top + block->lines[0].ascent + (double)i * block->leading;
        ct_scene_text(scene, &text);
    }
}

void ct_scene_block(ct_scene *scene, const ct_text_block *block, double x, double top,
                    double anchor, ct_rgba color, double halo_width, ct_rgba halo) {
    ct_text text = {
        .x = x, .anchor = anchor, .color = color, .halo_width = halo_width, .halo = halo
    };
    if (block->line_count > 1 && halo_width > 0) {
        text.color.a = 0;
        block_pass(scene, block, text, top);
        text.color = color;
        text.halo_width = 0;
    }
    block_pass(scene, block, text, top);
}
