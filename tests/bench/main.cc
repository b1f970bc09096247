// trama-bench: Trama behind the contract of a benchmark against other stores (tests/bench/README.md).
#include <iostream>

#include "core/base/error.h"
#include "tests/bench/options.h"

int main(int count, char** arguments) {
  using namespace trama;
  try {
    const bench::Options options = bench::parse_options(count, arguments);
    if (options.command == "load") {
      bench::load(options);
    } else if (options.command == "run" || options.command == "cold") {
      bench::run(options);
    } else if (options.command == "tx") {
      bench::transactions(options);
    } else {
      throw std::runtime_error("the command is load, run, cold or tx");
    }
  } catch (const Error& error) {
    std::cerr << render(error) << "\n";
    return 1;
  } catch (const std::exception& error) {
    std::cerr << "trama-bench: " << error.what() << "\n";
    return 2;
  }
}
