// Lines of text from files that may be hostile or fail.
#pragma once

#include <istream>
#include <limits>
#include <string>

namespace trama {

// The next line, without its end; false where there is none. Unlike std::getline it does not take a stream
// that fails (a bad disk, a folder) for one that ends: Error of kind Input. Of a line of more than `limit`
// bytes the first `limit` + 1 are kept, by which the caller knows it, and the rest is skipped.
bool read_line(std::istream& in, std::string& line, size_t limit = std::numeric_limits<size_t>::max() - 1);

}  // namespace trama
