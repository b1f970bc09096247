#include "cli/text_formats.h"

#include <nlohmann/json.hpp>

#include "core/base/escape.h"
#include "core/query/value_json.h"

namespace trama::cli {

namespace {

std::string field_text(const Value& value, const GraphReader& graph) {
  if (value.is_null()) return "";
  if (value.type() == ValueType::String) return value.string();
  const nlohmann::ordered_json json = query::to_json(value, graph);
  return json.is_string() ? json.get<std::string>() : json.dump();
}

bool is_formula(const std::string& text) {
  const auto first = text.empty() ? 'x' : text.front();
  return first == '=' || first == '+' || first == '-' || first == '@' ||
         static_cast<unsigned char>(first) < 0x20;
}

std::string csv_field(std::string text, bool guarded) {
  if (guarded && is_formula(text)) text.insert(text.begin(), '\'');
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

}  // namespace

void CsvFormat::columns(const std::vector<std::string>& names) {
  for (size_t i = 0; i < names.size(); ++i) out_ << (i > 0 ? "," : "") << csv_field(names[i], true);
  if (!names.empty()) out_ << "\r\n";
}

void CsvFormat::row(const GraphReader& graph, std::span<const Value> values) {
  for (size_t i = 0; i < values.size(); ++i) {
    out_ << (i > 0 ? "," : "")
         << csv_field(field_text(values[i], graph), values[i].type() == ValueType::String);
  }
  out_ << "\r\n";
}

void TsvFormat::columns(const std::vector<std::string>& names) {
  for (size_t i = 0; i < names.size(); ++i) out_ << (i > 0 ? "\t" : "") << backslash_escaped(names[i]);
  if (!names.empty()) out_ << "\n";
}

void TsvFormat::row(const GraphReader& graph, std::span<const Value> values) {
  for (size_t i = 0; i < values.size(); ++i) {
    out_ << (i > 0 ? "\t" : "") << backslash_escaped(field_text(values[i], graph));
  }
  out_ << "\n";
}

void JsonFormat::columns(const std::vector<std::string>& names) { names_ = names; }

void JsonFormat::row(const GraphReader& graph, std::span<const Value> values) {
  nlohmann::ordered_json object = nlohmann::ordered_json::object();
  for (size_t i = 0; i < values.size(); ++i) object[names_[i]] = query::to_json(values[i], graph);
  if (!lines_) out_ << (rows_ == 0 ? "[\n" : ",\n");
  out_ << object.dump();
  if (lines_) out_ << "\n";
  ++rows_;
}

void JsonFormat::finish(const GraphReader&) {
  if (!lines_) out_ << (rows_ == 0 ? "[]\n" : "\n]\n");
}

}  // namespace trama::cli
