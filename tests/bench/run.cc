// The queries, each with every parameter set: answers first, then timings.
#include <algorithm>
#include <fstream>

#include <sha1.h>

#include "core/query/engine.h"
#include "core/query/value_json.h"
#include "storage/database.h"
#include "tests/bench/options.h"

namespace trama::bench {

namespace {

using nlohmann::json;

// Fetches every row and keeps it, as a client would.
class Rows : public query::RowSink {
 public:
  void columns(const std::vector<std::string>& names) override {
    width_ = names.size();
    values_.clear();
  }
  void row(const GraphReader&, std::span<const Value> values) override {
    values_.insert(values_.end(), values.begin(), values.end());
  }

  size_t count() const { return width_ == 0 ? 0 : values_.size() / width_; }
  json cell(size_t row, size_t column, const GraphReader& graph) const {
    return query::to_json(values_[row * width_ + column], graph);
  }
  // First 12 hexadecimal digits of SHA-1 over the rows as compact JSON arrays, sorted unless ordered.
  std::string digest(bool ordered, const GraphReader& graph) const {
    std::vector<std::string> lines;
    for (size_t row = 0; row < count(); ++row) {
      json line = json::array();
      for (size_t column = 0; column < width_; ++column) line.push_back(cell(row, column, graph));
      lines.push_back(line.dump());
    }
    if (!ordered) std::ranges::sort(lines);
    std::string text;
    for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
    char hex[SHA1_DIGEST_STRING_LENGTH];
    SHA1Data(reinterpret_cast<const uint8_t*>(text.data()), text.size(), hex);
    return std::string(hex, 12);
  }

 private:
  size_t width_ = 0;
  std::vector<Value> values_;
};

}  // namespace

void run(const Options& options) {
  const double begin = now_ms();
  const auto database = storage::Database::open(options.db);
  query::Engine engine(*database, std::make_shared<const query::Registry>(query::standard_registry()));
  const double open_ms = now_ms() - begin;
  const json parameters = json::parse(std::ifstream(options.data + "/params.json"));

  for (const json& query : json::parse(std::ifstream(options.queries))) {
    const std::string id = query["id"];
    if (!options.only.empty() && !options.only.contains(id)) continue;
    if (!query["only"].is_null()) continue;  // another system's own form
    json line{{"peer", "trama"}, {"cmd", options.command}, {"q", id}};
    try {
      const std::string text = query["cypher"];
      std::vector<query::Options> sets;
      for (const json& set : parameters[query["params"].get<std::string>()]) {
        query::Options each;
        each.read_only = true;
        for (const auto& [name, value] : set.items()) each.parameters.emplace(name, query::from_json(value));
        sets.push_back(std::move(each));
      }
      Rows rows;
      const double start = now_ms();
      engine.run(text, sets[0], rows);
      line["first_ms"] = now_ms() - start;
      if (options.command == "cold") {
        line["open_ms"] = open_ms;
        line["rss_bytes"] = peak_memory();
        print(line);
        continue;
      }
      json digests = json::array(), answers = json::array(), samples = json::array();
      for (const query::Options& set : sets) {
        engine.run(text, set, rows);
        const auto graph = database->read();
        digests.push_back(rows.digest(query["ordered"].get<bool>(), *graph));
        const bool scalar =
            rows.count() == 1 && rows.digest(true, *graph) != "" && rows.cell(0, 0, *graph).is_number();
        answers.push_back(scalar ? rows.cell(0, 0, *graph) : json("rows:" + std::to_string(rows.count())));
      }
      const double timed = now_ms();
      for (int i = 0; i < options.max_runs; ++i) {
        const double spent = now_ms() - timed;
        if (i >= 1 && spent > options.max_ms) break;
        if (i >= options.min_runs && spent > options.min_ms && static_cast<size_t>(i) % sets.size() == 0)
          break;
        const double each = now_ms();
        engine.run(text, sets[static_cast<size_t>(i) % sets.size()], rows);
        samples.push_back(now_ms() - each);
      }
      line["digests"] = digests;
      line["answers"] = answers;
      line["samples"] = samples;
    } catch (const Error& error) {
      line["error"] = error.message();
    }
    print(line);
  }
  if (options.command == "cold") return;
  print({{"peer", "trama"},
         {"cmd", options.command},
         {"q", nullptr},
         {"version", "0.1"},
         {"open_ms", open_ms},
         {"rss_bytes", peak_memory()}});
}

}  // namespace trama::bench
