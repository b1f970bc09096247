// Query tests as text files. A file holds cases:
//
//     === a name that tells the behaviour
//     --- given            statements that fill the graph, ended by ';' (optional)
//     --- query            one statement
//     --- rows             a header line and a line a row, cells joined by " | ", in any order
//     --- ordered rows     the same, in this order
//     --- error            the error as the user sees it, with carets
//     --- effects          "+nodes 1, +labels 1", what is not named being 0
//     --- warnings         a line each: message, and the hint behind " -- "
//     --- plan             the plan that EXPLAIN prints
//
// Lines that start with '#' before the first case are a comment. A case checks every part that it has, and
// needs one of the last six.
#pragma once

#include <string>
#include <vector>

namespace trama::query {

struct CasePart {
  std::string kind;
  std::string text;  // without the last newline
};

struct Case {
  std::string name;
  std::vector<CasePart> parts;
  const std::string* find(const std::string& kind) const;
};

struct CaseFile {
  std::string comment;
  std::vector<Case> cases;
};

CaseFile read_cases(const std::string& path);
void write_cases(const std::string& path, const CaseFile& file);

}  // namespace trama::query
