/* inputs.c - the list of files that were read. */
#include "source.h"

void ct_inputs_add(ct_inputs *inputs, const char *path) {
    if (!inputs) return;
    for (size_t i = 0; i < inputs->count; i++)
        if (ct_streq(inputs->paths[i], path)) return;
    CT_GROW(inputs->arena, inputs->paths, inputs->capacity, inputs->count);
    inputs->paths[inputs->count++] = ct_strdup(inputs->arena, path);
}
