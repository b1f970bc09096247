// Catch's main, alone in its file: it compiles slowly and once.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
