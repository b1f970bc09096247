#include "tests/tck/term.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "core/base/utf8.h"
#include "core/query/conversion.h"
#include "core/query/temporal.h"

namespace trama::tck {
namespace {

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Term parse_all() {
    Term term = parse();
    skip_blanks();
    if (at_ != text_.size()) fail();
    return term;
  }

 private:
  [[noreturn]] void fail() const {
    throw std::runtime_error("'" + std::string(text_) + "' is not in the result notation (at " +
                             std::to_string(at_) + ")");
  }

  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
  }
  char peek() {
    skip_blanks();
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool take(std::string_view token) {
    skip_blanks();
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }
  void expect(std::string_view token) {
    if (!take(token)) fail();
  }

  Term parse() {
    switch (peek()) {
      case '\'':
        return scalar(parse_string());
      case '[':
        return text_.substr(at_).starts_with("[:") ? parse_relationship() : parse_list();
      case '{':
        return parse_map();
      case '(':
        return parse_node();
      case '<':
        return parse_path();
      default:
        return parse_word();
    }
  }

  static Term scalar(Value value) {
    Term term;
    term.scalar = std::move(value);
    return term;
  }

  Value parse_string() {
    std::string out;
    for (++at_; at_ < text_.size() && text_[at_] != '\''; ++at_) {
      if (text_[at_] != '\\') {
        out += text_[at_];
        continue;
      }
      if (++at_ == text_.size()) fail();
      switch (text_[at_]) {
        case 'n':
          out += '\n';
          break;
        case 't':
          out += '\t';
          break;
        case 'r':
          out += '\r';
          break;
        case 'b':
          out += '\b';
          break;
        case 'f':
          out += '\f';
          break;
        default:
          out += text_[at_];
      }
    }
    if (at_ == text_.size()) fail();
    ++at_;
    return out;
  }

  Term parse_list() {
    Term term;
    term.kind = Term::Kind::List;
    expect("[");
    while (!take("]")) {
      if (!term.items.empty()) expect(",");
      term.items.push_back(parse());
    }
    return term;
  }

  std::string parse_name() {
    std::string name;
    if (take("`")) {
      while (at_ < text_.size() && text_[at_] != '`') name += text_[at_++];
      expect("`");
      return name;
    }
    skip_blanks();
    while (at_ < text_.size() &&
           std::string_view(" :,(){}[]<>-\n").find(text_[at_]) == std::string_view::npos)
      name += text_[at_++];
    if (name.empty()) fail();
    return name;
  }

  std::map<std::string, Term> parse_entries() {
    std::map<std::string, Term> entries;
    expect("{");
    while (!take("}")) {
      if (!entries.empty()) expect(",");
      std::string key = parse_name();
      expect(":");
      entries.emplace(std::move(key), parse());
    }
    return entries;
  }

  Term parse_map() {
    Term term;
    term.kind = Term::Kind::Map;
    term.properties = parse_entries();
    return term;
  }

  Term parse_node() {
    Term term;
    term.kind = Term::Kind::Node;
    expect("(");
    while (take(":")) term.names.push_back(parse_name());
    if (peek() == '{') term.properties = parse_entries();
    expect(")");
    return term;
  }

  Term parse_relationship() {
    Term term;
    term.kind = Term::Kind::Relationship;
    expect("[:");
    term.names.push_back(parse_name());
    if (peek() == '{') term.properties = parse_entries();
    expect("]");
    return term;
  }

  Term parse_path() {
    Term term;
    term.kind = Term::Kind::Path;
    expect("<");
    term.items.push_back(parse_node());
    while (!take(">")) {
      const bool forward = !take("<");
      expect("-");
      Term relationship = parse_relationship();
      relationship.forward = forward;
      expect("-");
      if (forward) expect(">");
      term.items.push_back(std::move(relationship));
      term.items.push_back(parse_node());
    }
    return term;
  }

  Term parse_word() {
    const size_t begin = at_;
    while (at_ < text_.size() && std::string_view(" ,]}").find(text_[at_]) == std::string_view::npos) ++at_;
    const std::string word(text_.substr(begin, at_ - begin));
    if (word == "null") return scalar(Value());
    if (word == "true") return scalar(true);
    if (word == "false") return scalar(false);
    if (word == "NaN") return scalar(std::numeric_limits<double>::quiet_NaN());
    if (word == "Inf" || word == "Infinity") return scalar(std::numeric_limits<double>::infinity());
    if (word == "-Inf" || word == "-Infinity") return scalar(-std::numeric_limits<double>::infinity());
    const bool is_float = word.find_first_of(".eE") != std::string::npos;
    if (is_float) {
      if (const auto number = query::parse_float(word)) return scalar(*number);
    } else if (const auto number = query::parse_integer(word)) {
      return scalar(*number);
    }
    fail();
  }

  std::string_view text_;
  size_t at_ = 0;
};

std::map<std::string, Term> terms_of(const Map& map, const GraphReader& graph) {
  std::map<std::string, Term> terms;
  for (const auto& [key, value] : map) terms.emplace(key, term_of(value, graph));
  return terms;
}

Term term_of_node(Node node, const GraphReader& graph) {
  Term term;
  term.kind = Term::Kind::Node;
  for (const SymbolId label : graph.labels(node.id))
    term.names.emplace_back(graph.symbol_name(SymbolKind::Label, label));
  term.properties = terms_of(graph.node_properties(node.id), graph);
  return term;
}

Term term_of_relationship(const Relationship& relationship, const GraphReader& graph) {
  Term term;
  term.kind = Term::Kind::Relationship;
  term.names.emplace_back(graph.symbol_name(SymbolKind::Type, relationship.type));
  term.properties = terms_of(graph.relationship_properties(relationship), graph);
  return term;
}

Term term_of_path(const Path& path, const GraphReader& graph) {
  Term term;
  term.kind = Term::Kind::Path;
  term.items.push_back(term_of_node(path.nodes.front(), graph));
  for (size_t i = 0; i < path.relationships.size(); ++i) {
    Term relationship = term_of_relationship(path.relationships[i], graph);
    relationship.forward = path.relationships[i].source == path.nodes[i].id;
    term.items.push_back(std::move(relationship));
    term.items.push_back(term_of_node(path.nodes[i + 1], graph));
  }
  return term;
}

std::string canonical_entries(const std::map<std::string, Term>& entries, bool ignore_list_order) {
  std::string out = "{";
  for (const auto& [key, value] : entries) {
    if (out.size() > 1) out += ", ";
    out += key + ": " + canonical(value, ignore_list_order);
  }
  return out + "}";
}

std::string canonical_scalar(const Value& value) {
  if (value.is_null()) return "null";
  if (value.is_number() && value.number() == 0)
    return value.type() == ValueType::Float ? "0.0" : "0";  // not -0.0
  if (value.type() != ValueType::String) return *query::to_text(value);
  std::string out = "'";
  for (const char c : value.string()) {
    if (c == '\'' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out + "'";
}

}  // namespace

Term parse_term(std::string_view text) { return Parser(text).parse_all(); }

Term term_of(const Value& value, const GraphReader& graph) {
  Term term;
  switch (value.type()) {
    case ValueType::Node:
      return term_of_node(value.node(), graph);
    case ValueType::Relationship:
      return term_of_relationship(value.relationship(), graph);
    case ValueType::Path:
      return term_of_path(value.path(), graph);
    case ValueType::List:
      term.kind = Term::Kind::List;
      for (const Value& element : value.list()) term.items.push_back(term_of(element, graph));
      return term;
    case ValueType::Map:
      term.kind = Term::Kind::Map;
      term.properties = terms_of(value.map(), graph);
      return term;
    default:
      term.scalar = query::is_temporal(value) ? Value(query::format_temporal(value)) : value;
      return term;
  }
}

std::string canonical(const Term& term, bool ignore_list_order) {
  std::string out;
  switch (term.kind) {
    case Term::Kind::Scalar:
      return canonical_scalar(term.scalar);
    case Term::Kind::List: {
      std::vector<std::string> items;
      for (const Term& item : term.items) items.push_back(canonical(item, ignore_list_order));
      if (ignore_list_order) std::sort(items.begin(), items.end());
      for (const std::string& item : items) out += (out.empty() ? "" : ", ") + item;
      return "[" + out + "]";
    }
    case Term::Kind::Map:
      return canonical_entries(term.properties, ignore_list_order);
    case Term::Kind::Path:
      for (size_t i = 0; i < term.items.size(); ++i) {
        const bool is_relationship = i % 2 == 1, forward = term.items[i].forward;
        if (is_relationship) out += forward ? "-" : "<-";
        out += canonical(term.items[i], ignore_list_order);
        if (is_relationship) out += forward ? "->" : "-";
      }
      return "<" + out + ">";
    case Term::Kind::Node:
    case Term::Kind::Relationship: {
      std::vector<std::string> names = term.names;
      std::sort(names.begin(), names.end());
      for (const std::string& name : names) out += ":" + name;
      if (!term.properties.empty())
        out += (out.empty() ? "" : " ") + canonical_entries(term.properties, ignore_list_order);
      return term.kind == Term::Kind::Node ? "(" + out + ")" : "[" + out + "]";
    }
  }
  return out;
}

Value to_value(const Term& term) {
  switch (term.kind) {
    case Term::Kind::Scalar:
      return term.scalar;
    case Term::Kind::List: {
      List list;
      for (const Term& item : term.items) list.push_back(to_value(item));
      return Value(std::move(list));
    }
    case Term::Kind::Map: {
      Map map;
      for (const auto& [key, value] : term.properties) map.emplace(key, to_value(value));
      return Value(std::move(map));
    }
    default:
      throw std::runtime_error("a parameter cannot be " + canonical(term));
  }
}

}  // namespace trama::tck
