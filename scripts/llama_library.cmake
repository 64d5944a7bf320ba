# Read by CMake after every project(): llama-cpp-python forces the helpers of llama.cpp's own programs on, Python uses none of them.
if(PROJECT_NAME STREQUAL "llama.cpp")
  set(LLAMA_BUILD_COMMON OFF)
endif()
