# raster.cmake - the benchmark of fills and strokes beside Cairo's: built by `./run bench` alone.
add_executable(bench_raster EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/raster.c ${CT_OBJECTS_canvas})
target_link_libraries(bench_raster PRIVATE ct_flags ${CT_LIBRARIES_canvas})
