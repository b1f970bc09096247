#include "tests/query/case_file.h"

#include <fstream>
#include <sstream>

namespace trama::query {

const std::string* Case::find(const std::string& kind) const {
  for (const CasePart& part : parts) {
    if (part.kind == kind) return &part.text;
  }
  return nullptr;
}

CaseFile read_cases(const std::string& path) {
  CaseFile file;
  std::ifstream in(path);
  std::string line;
  while (std::getline(in, line)) {
    if (line.starts_with("=== ")) {
      file.cases.push_back({line.substr(4), {}});
    } else if (file.cases.empty()) {
      file.comment += line + "\n";
    } else if (line.starts_with("--- ")) {
      file.cases.back().parts.push_back({line.substr(4), ""});
    } else if (!file.cases.back().parts.empty()) {
      file.cases.back().parts.back().text += line + "\n";
    }
  }
  for (Case& one : file.cases) {
    for (CasePart& part : one.parts) {
      while (part.text.ends_with("\n")) part.text.pop_back();
    }
  }
  return file;
}

void write_cases(const std::string& path, const CaseFile& file) {
  std::ofstream out(path);
  out << file.comment;
  bool first = true;
  for (const Case& one : file.cases) {
    out << (first ? "" : "\n") << "=== " << one.name << "\n";
    first = false;
    for (const CasePart& part : one.parts) {
      out << "--- " << part.kind << "\n" << part.text << (part.text.empty() ? "" : "\n");
    }
  }
}

}  // namespace trama::query
