# points.cmake - the benchmark of labels on random pages: built by `./run bench` alone.
add_executable(bench_points EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/points.c ${CT_OBJECTS_marks})
target_link_libraries(bench_points PRIVATE ct_flags ${CT_LIBRARIES_marks})
