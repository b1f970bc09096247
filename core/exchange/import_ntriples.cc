#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <optional>
#include <unordered_map>

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/exchange/import_source.h"
#include "core/exchange/rdf_writer.h"
#include "core/exchange/typed_column.h"

namespace trama::exchange {
namespace {

enum class TermKind : uint8_t { Iri, Blank, Literal, Triple };

struct ParsedTerm {
  TermKind kind = TermKind::Iri;
  std::string text;      // IRI, blank node label, lexical form, or a triple's parts joined by '\x1f'
  std::string datatype;  // of a literal; empty: xsd:string or a language's text
};

// One line of N-Triples 1.1 or 1.2 (W3C). `text` is valid UTF-8.
class LineParser {
 public:
  LineParser(std::string_view text, const std::string& where) : text_(text), where_(where) {}

  // False for a blank line or a comment.
  bool parse(ParsedTerm& subject, ParsedTerm& predicate, ParsedTerm& object) {
    skip_blanks();
    if (position_ == text_.size() || text_[position_] == '#') return false;
    subject = term();
    predicate = term();
    object = term();
    skip_blanks();
    if (!take(".")) refuse("a triple ends with a point");
    return true;
  }

 private:
  [[noreturn]] void refuse(const std::string& why) const {
    throw Error(ErrorKind::Input, where_ + ": " + why);
  }

  void skip_blanks() {
    while (position_ < text_.size() &&
           (text_[position_] == ' ' || text_[position_] == '\t' || text_[position_] == '\r'))
      ++position_;
  }

  bool take(std::string_view wanted) {
    if (text_.substr(position_, wanted.size()) != wanted) return false;
    position_ += wanted.size();
    return true;
  }

  ParsedTerm term() {
    skip_blanks();
    if (take("<<(")) {
      const ParsedTerm subject = simple_term(), predicate = simple_term(), object = simple_term();
      skip_blanks();
      if (!take(")>>")) refuse("a triple term ends with )>>");
      return {TermKind::Triple, subject.text + '\x1f' + predicate.text + '\x1f' + object.text, ""};
    }
    return simple_term();
  }

  ParsedTerm simple_term() {
    skip_blanks();
    if (take("<")) return {TermKind::Iri, until('>'), ""};
    if (take("_:")) {
      const size_t begin = position_;
      while (position_ < text_.size() && text_[position_] != ' ' && text_[position_] != '\t') ++position_;
      return {TermKind::Blank, "_:" + std::string(text_.substr(begin, position_ - begin)), ""};
    }
    if (take("\"")) {
      ParsedTerm literal{TermKind::Literal, until('"'), ""};
      if (take("^^<")) {
        literal.datatype = until('>');
      } else if (take("@")) {
        while (position_ < text_.size() && text_[position_] != ' ' && text_[position_] != '\t') ++position_;
      }
      return literal;
    }
    refuse("expected <iri>, _:blank or \"literal\" in column " + std::to_string(position_ + 1));
  }

  // Up to the unescaped delimiter, which is consumed; escapes resolved.
  std::string until(char delimiter) {
    std::string out;
    while (position_ < text_.size()) {
      const char c = text_[position_++];
      if (c == delimiter) return out;
      if (c != '\\') {
        out += c;
        continue;
      }
      if (position_ == text_.size()) break;
      const char escape = text_[position_++];
      constexpr std::string_view kLetters = "tbnrf\"'\\", kMeanings = "\t\b\n\r\f\"'\\";
      if (const size_t known = kLetters.find(escape); known != std::string_view::npos) {
        out += kMeanings[known];
      } else if (escape == 'u' || escape == 'U') {
        const size_t digits = escape == 'u' ? 4 : 8;
        uint32_t code = 0;
        const std::string_view hex = text_.substr(position_, digits);
        const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), code, 16);
        if (hex.size() != digits || error != std::errc{} || end != hex.data() + digits || code > 0x10FFFF ||
            (code >= 0xD800 && code < 0xE000))
          refuse("a bad \\u escape");
        append_code_point(out, code);
        position_ += digits;
      } else {
        refuse(std::string("an unknown escape \\") + escape);
      }
    }
    refuse(std::string("'") + delimiter + "' is missing");
  }

  std::string_view text_;
  const std::string& where_;
  size_t position_ = 0;
};

// "http://x/y#Name" and "urn:k:name" by their last part, which is what a label, type or property is called.
std::string local_name(const std::string& iri) {
  const size_t end = iri.find_last_of("#/:");
  return end == std::string::npos || end + 1 == iri.size() ? iri : iri.substr(end + 1);
}

Value literal_value(const ParsedTerm& literal) {
  if (!literal.datatype.starts_with(vocabulary::kXsd)) return literal.text;
  const std::string_view type = std::string_view(literal.datatype).substr(vocabulary::kXsd.size());
  static const std::map<std::string_view, CellType> kTypes = {
      {"integer", CellType::Integer},       {"int", CellType::Integer},
      {"long", CellType::Integer},          {"double", CellType::Float},
      {"float", CellType::Float},           {"decimal", CellType::Float},
      {"boolean", CellType::Boolean},       {"date", CellType::Date},
      {"duration", CellType::Duration},     {"time", CellType::LocalTime},
      {"dateTime", CellType::LocalDateTime}};
  const auto known = kTypes.find(type);
  if (known == kTypes.end()) return literal.text;
  auto value = parse_cell(known->second, literal.text);
  if (!value && type == "dateTime") value = parse_cell(CellType::DateTime, literal.text);
  if (!value && type == "time") value = parse_cell(CellType::Time, literal.text);
  return value ? std::move(*value) : Value(literal.text);
}

struct Subject {
  std::vector<std::string> labels;
  std::map<std::string, Value> properties;
  std::optional<std::string> reified;  // the triple whose properties these are

  void add(const std::string& property, Value value) {
    const auto [entry, added] = properties.emplace(property, value);
    if (added) return;
    List list = entry->second.type() == ValueType::List ? entry->second.list() : List{entry->second};
    list.push_back(std::move(value));
    entry->second = std::move(list);
  }
};

struct Edge {
  std::string source, predicate, target;
};

// Holds the whole file: a subject's triples may stand anywhere in it.
class NTriplesSource : public ImportSource {
 public:
  explicit NTriplesSource(std::filesystem::path path) : path_(std::move(path)) {
    if (!std::ifstream(path_)) throw Error(ErrorKind::Input, "cannot open " + path_.string());
  }

  void read_nodes(BulkSink& sink, ImportProgress& progress) override {
    load(progress);
    const SymbolId iri = sink.intern(SymbolKind::Property, "iri");
    for (const std::string& name : order_) {
      const Subject& subject = subjects_.at(name);
      if (subject.reified) continue;
      std::vector<SymbolId> labels;
      for (const std::string& label : subject.labels) labels.push_back(sink.intern(SymbolKind::Label, label));
      std::sort(labels.begin(), labels.end());
      labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
      auto properties = to_properties(sink, subject);
      if (!name.starts_with("_:")) properties.emplace_back(iri, Value(name));
      sort_properties(properties);
      sink.add_node(name, labels, properties);
    }
  }

  void read_relationships(BulkSink& sink, ImportProgress& progress) override {
    std::unordered_map<std::string, std::vector<const Subject*>> reifiers;
    for (const std::string& name : order_)
      if (const Subject& subject = subjects_.at(name); subject.reified)
        reifiers[*subject.reified].push_back(&subject);
    for (const Edge& edge : edges_) {
      if (subjects_.at(edge.source).reified || subjects_.at(edge.target).reified) {
        ++progress.report.left_out;  // a relationship's relationship
        continue;
      }
      const SymbolId type = sink.intern(SymbolKind::Type, local_name(edge.predicate));
      const auto found = reifiers.find(edge.source + '\x1f' + edge.predicate + '\x1f' + edge.target);
      if (found == reifiers.end()) {
        sink.add_relationship(type, edge.source, edge.target, {});
        continue;
      }
      // Several reifiers of one triple are parallel relationships.
      for (const Subject* reifier : found->second) {
        auto properties = to_properties(sink, *reifier);
        sort_properties(properties);
        sink.add_relationship(type, edge.source, edge.target, properties);
      }
      reifiers.erase(found);  // a triple said twice is one
    }
  }

 private:
  void load(ImportProgress& progress) {
    static const std::string kType = std::string(vocabulary::kRdf) + "type";
    static const std::string kReifies = std::string(vocabulary::kRdf) + "reifies";
    std::ifstream file(path_, std::ios::binary);
    std::string line;
    for (uint64_t number = 1; next_line(file, path_, line); ++number) {
      const std::string where = path_.string() + ":" + std::to_string(number);
      if (find_invalid_utf8(line)) throw Error(ErrorKind::Input, where + ": the line is not UTF-8");
      ParsedTerm subject, predicate, object;
      if (!LineParser(line, where).parse(subject, predicate, object)) continue;
      if (subject.kind == TermKind::Literal || subject.kind == TermKind::Triple ||
          predicate.kind != TermKind::Iri)
        throw Error(ErrorKind::Input, where + ": a triple is <subject> <predicate> object");
      progress.row();
      Subject& entry = find_or_add(subject.text);
      if (object.kind == TermKind::Literal) {
        entry.add(local_name(predicate.text), literal_value(object));
      } else if (object.kind == TermKind::Triple) {
        if (predicate.text == kReifies) {
          entry.reified = object.text;
        } else {
          ++progress.report.left_out;
        }
      } else if (predicate.text == kType && object.kind == TermKind::Iri) {
        entry.labels.push_back(local_name(object.text));
      } else {
        edges_.push_back({subject.text, predicate.text, object.text});
        find_or_add(object.text);
      }
    }
  }

  Subject& find_or_add(const std::string& name) {
    const auto [entry, added] = subjects_.try_emplace(name);
    if (added) order_.push_back(name);
    return entry->second;
  }

  static std::vector<BulkSink::Property> to_properties(BulkSink& sink, const Subject& subject) {
    std::vector<BulkSink::Property> out;
    for (const auto& [name, value] : subject.properties)
      out.emplace_back(sink.intern(SymbolKind::Property, name), value);
    return out;
  }

  std::filesystem::path path_;
  std::unordered_map<std::string, Subject> subjects_;
  std::vector<std::string> order_;  // of first occurrence
  std::vector<Edge> edges_;
};

}  // namespace

std::unique_ptr<ImportSource> open_ntriples(const std::filesystem::path& path) {
  return std::make_unique<NTriplesSource>(path);
}

}  // namespace trama::exchange
