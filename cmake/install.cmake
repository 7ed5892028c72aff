# install.cmake - what `cmake --install` lays down: command, library, header, packages, styles.
include(CMakePackageConfigHelpers)
set(CT_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/cartouche)
set(CT_PC_DIR ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
set(CT_STYLES_DIR ${CMAKE_INSTALL_DATADIR}/cartouche/styles)
file(RELATIVE_PATH CT_PC_TO_PREFIX /${CT_PC_DIR} /)
string(REGEX REPLACE "/$" "" CT_PC_TO_PREFIX "${CT_PC_TO_PREFIX}")
file(RELATIVE_PATH CT_BIN_TO_LIB /${CMAKE_INSTALL_BINDIR} /${CMAKE_INSTALL_LIBDIR})

set_target_properties(cartouche_cli PROPERTIES INSTALL_RPATH "$ORIGIN/${CT_BIN_TO_LIB}")
install(TARGETS cartouche cartouche_cli EXPORT cartoucheTargets
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR}
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  PUBLIC_HEADER DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS cartouche_gdal cartouche_proj cartouche_svg cartouche_film LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/cartouche)
install(EXPORT cartoucheTargets NAMESPACE cartouche:: DESTINATION ${CT_PACKAGE_DIR})

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/cartoucheConfig.cmake.in
  ${PROJECT_BINARY_DIR}/cartoucheConfig.cmake
  INSTALL_DESTINATION ${CT_PACKAGE_DIR} PATH_VARS CT_STYLES_DIR)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/cartoucheConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
configure_file(${CMAKE_CURRENT_LIST_DIR}/cartouche.pc.in ${PROJECT_BINARY_DIR}/cartouche.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/cartoucheConfig.cmake
  ${PROJECT_BINARY_DIR}/cartoucheConfigVersion.cmake DESTINATION ${CT_PACKAGE_DIR})
install(FILES ${PROJECT_BINARY_DIR}/cartouche.pc DESTINATION ${CT_PC_DIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/styles/ DESTINATION ${CT_STYLES_DIR}
  FILES_MATCHING PATTERN "*.style.yaml")
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/cartouche)
