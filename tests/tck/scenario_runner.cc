#include "tests/tck/scenario_runner.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>
#include <stdexcept>

#include "core/query/engine.h"
#include "tests/query/effects_text.h"
#include "tests/tck/graph_state.h"
#include "tests/tck/term.h"

namespace trama::tck {
namespace {

// A step that was not met.
struct Mismatch {
  std::string expected;
  std::string got;
};

// Terms are made while the row's graph is at hand.
class Rows : public query::RowSink {
 public:
  void columns(const std::vector<std::string>& names) override { names_ = names; }
  void row(const GraphReader& graph, std::span<const Value> values) override {
    std::vector<Term> terms;
    for (const Value& value : values) terms.push_back(term_of(value, graph));
    rows_.push_back(std::move(terms));
  }

  const std::vector<std::string>& names() const { return names_; }
  const std::vector<std::vector<Term>>& rows() const { return rows_; }

 private:
  std::vector<std::string> names_;
  std::vector<std::vector<Term>> rows_;
};

class Nothing : public query::RowSink {
 public:
  void columns(const std::vector<std::string>&) override {}
  void row(const GraphReader&, std::span<const Value>) override {}
};

std::string join(const std::vector<std::string>& cells) {
  std::string out = "|";
  for (const std::string& cell : cells) out += " " + cell + " |";
  return out;
}

std::string to_text(const std::vector<std::string>& header, const std::vector<std::string>& rows) {
  std::string out = join(header);
  for (const std::string& row : rows) out += "\n" + row;
  return out;
}

bool is_type(const Value& value, std::string type) {
  const bool nullable = type.ends_with('?');
  if (nullable) type.pop_back();
  if (value.is_null()) return nullable;
  if (type == "NUMBER" || type == "FLOAT") return value.is_number();
  if (type == "INTEGER") return value.type() == ValueType::Integer;
  if (type == "STRING") return value.type() == ValueType::String;
  if (type == "BOOLEAN") return value.type() == ValueType::Boolean;
  return true;
}

std::string trim(std::string_view text) {
  const size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(' ') - begin + 1));
}

// The part of `text` up to `end`, trimmed; `text` goes on after it. Throws where there is no `end`.
std::string take_until(std::string_view& text, std::string_view end) {
  const size_t at = text.find(end);
  if (at == std::string_view::npos)
    throw std::runtime_error("'" + std::string(text) + "' has no " + std::string(end));
  const std::string part = trim(text.substr(0, at));
  text.remove_prefix(at + end.size());
  return part;
}

// "in :: INTEGER?, out :: STRING?" up to a closing parenthesis.
std::vector<query::ProcedureColumn> take_columns(std::string_view& text) {
  take_until(text, "(");
  const std::string inside = take_until(text, ")");
  std::string_view rest = inside;
  std::vector<query::ProcedureColumn> columns;
  while (!rest.empty()) {
    const std::string name = take_until(rest, "::");
    const size_t comma = std::min(rest.find(','), rest.size());
    columns.push_back({name, trim(rest.substr(0, comma))});
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return columns;
}

// "test.my.proc(in :: INTEGER?) :: (out :: STRING?):" with a table of arguments, then results.
query::ProcedureDescription parse_procedure(std::string_view signature, const std::vector<TableRow>& table) {
  query::ProcedureDescription procedure;
  procedure.name = trim(signature.substr(0, signature.find('(')));
  procedure.arguments = take_columns(signature);
  procedure.results = take_columns(signature);
  std::vector<std::vector<Value>> rows;
  for (size_t i = 1; i < table.size(); ++i) {
    rows.emplace_back();
    for (const std::string& cell : table[i]) rows.back().push_back(to_value(parse_term(cell)));
  }
  procedure.call = [rows, columns = procedure.arguments](query::FunctionContext&,
                                                         std::span<const Value> arguments) {
    for (size_t i = 0; i < columns.size(); ++i)
      if (!is_type(arguments[i], columns[i].type))
        throw Error(ErrorKind::Type, "InvalidArgumentType", columns[i].name + " must be " + columns[i].type);
    std::vector<std::vector<Value>> found;
    for (const std::vector<Value>& row : rows)
      if (std::equal(arguments.begin(), arguments.end(), row.begin(),
                     [](const Value& a, const Value& b) { return equivalent(a, b); }))
        found.emplace_back(row.begin() + static_cast<std::ptrdiff_t>(arguments.size()), row.end());
    return found;
  };
  return procedure;
}

struct ExpectedError {
  std::string kind;
  std::string phase;
  std::string detail;
};

// "a TypeError should be raised at runtime: InvalidArgumentValue".
std::optional<ExpectedError> parse_expected_error(std::string_view step) {
  if (step.find(" should be raised at ") == std::string_view::npos) return std::nullopt;
  ExpectedError error;
  take_until(step, " ");
  error.kind = take_until(step, " should be raised at ");
  error.phase = take_until(step, ": ");
  error.detail = trim(step);
  return error;
}

class Runner {
 public:
  Runner(Graph& graph, const query::Registry& functions, std::string graphs)
      : graph_(graph), functions_(functions), graphs_(std::move(graphs)) {
    options_.limits.time = std::chrono::seconds(20);
  }

  void step(const Step& step) {
    const std::string& text = step.text;
    if (text == "an empty graph" || text == "any graph") return;
    if (text.starts_with("the ") && text.ends_with(" graph")) return load(text.substr(4, text.size() - 10));
    if (text == "having executed:") return execute_script(step.block);
    if (text == "parameters are:") return set_parameters(step.table);
    if (text.starts_with("there exists a procedure ")) return add_procedure(text.substr(25), step.table);
    if (text == "executing query:" || text == "executing control query:") return execute(step.block);
    if (text == "the result should be, in any order:") return check_rows(step.table, false, false);
    if (text == "the result should be, in order:") return check_rows(step.table, true, false);
    if (text == "the result should be (ignoring element order for lists):")
      return check_rows(step.table, false, true);
    if (text == "the result should be, in order (ignoring element order for lists):")
      return check_rows(step.table, true, true);
    if (text == "the result should be empty") return check_empty();
    if (text == "no side effects") return check_effects({});
    if (text == "the side effects should be:") return check_effects(step.table);
    if (const auto expected = parse_expected_error(text)) return check_error(*expected);
    throw std::runtime_error("the step '" + text + "' is not known");
  }

  const std::string& last_query() const { return query_; }

 private:
  query::Engine engine() {
    return query::Engine(graph_, std::make_shared<const query::Registry>(functions_));
  }

  void load(const std::string& name) {
    const std::string path = graphs_ + "/" + name + "/" + name + ".cypher";
    std::ifstream file(path);
    if (!file) throw std::runtime_error(path + " cannot be read");
    std::ostringstream text;
    text << file.rdbuf();
    execute_script(text.str());
  }

  void execute_script(const std::string& script) {
    for (const query::ScriptStatement& statement : query::split_script(script)) {
      query_ = script.substr(statement.span.begin, statement.span.size());
      Nothing nothing;
      engine().run(query_, options_, nothing);
    }
  }

  void set_parameters(const std::vector<TableRow>& table) {
    for (const TableRow& row : table) options_.parameters[row.at(0)] = to_value(parse_term(row.at(1)));
  }

  void add_procedure(const std::string& signature, const std::vector<TableRow>& table) {
    functions_.add(parse_procedure(signature, table));
  }

  void execute(const std::string& query) {
    query_ = query;
    rows_ = Rows();
    error_.reset();
    before_ = state_of(*graph_.read());
    reported_ = {};
    try {
      reported_ = engine().run(query, options_, rows_).effects;
    } catch (const Error& error) {
      error_ = error;
    }
    after_ = state_of(*graph_.read());
  }

  // EXPLAIN compiles and does not run.
  bool fails_at_compile_time() {
    try {
      Nothing nothing;
      engine().run("EXPLAIN " + query_, options_, nothing);
      return false;
    } catch (const Error&) {
      return true;
    }
  }

  std::string describe_error() {
    return std::string(name_of(error_->kind())) + " at " +
           (fails_at_compile_time() ? "compile time" : "runtime") + ": " + error_->detail() + " (" +
           error_->message() + ")";
  }

  void check_no_error(const std::string& expected) {
    if (error_) throw Mismatch{expected, describe_error()};
  }

  void check_error(const ExpectedError& expected) {
    const std::string wanted = expected.kind + " at " + expected.phase + ": " + expected.detail;
    if (!error_) throw Mismatch{wanted, "no error, " + std::to_string(rows_.rows().size()) + " rows"};
    const bool kind = name_of(error_->kind()) == expected.kind;
    const bool detail = expected.detail == "*" || error_->detail() == expected.detail;
    const bool phase =
        expected.phase == "any time" || fails_at_compile_time() == (expected.phase == "compile time");
    if (!kind || !detail || !phase) throw Mismatch{wanted, describe_error()};
    check_effects({});
  }

  void check_rows(const std::vector<TableRow>& table, bool ordered, bool ignore_list_order) {
    std::vector<std::string> expected, got;
    for (size_t i = 1; i < table.size(); ++i) {
      std::vector<std::string> cells;
      for (const std::string& cell : table[i])
        cells.push_back(canonical(parse_term(cell), ignore_list_order));
      expected.push_back(join(cells));
    }
    check_no_error(to_text(table.front(), expected));
    for (const std::vector<Term>& row : rows_.rows()) {
      std::vector<std::string> cells;
      for (const Term& term : row) cells.push_back(canonical(term, ignore_list_order));
      got.push_back(join(cells));
    }
    if (!ordered) {
      std::sort(expected.begin(), expected.end());
      std::sort(got.begin(), got.end());
    }
    if (expected != got || rows_.names() != table.front())
      throw Mismatch{to_text(table.front(), expected), to_text(rows_.names(), got)};
  }

  void check_empty() {
    check_no_error("no rows");
    if (!rows_.rows().empty()) throw Mismatch{"no rows", std::to_string(rows_.rows().size()) + " rows"};
  }

  // What the graph shows and what the engine reports must both be as expected.
  void check_effects(const std::vector<TableRow>& table) {
    const std::string happened = query::effects_text(difference(before_, after_));
    query::SideEffects wanted;
    for (const TableRow& row : table) effect(wanted, row.at(0)) = std::stoll(row.at(1));
    const std::string expected = query::effects_text(wanted), reported = query::effects_text(reported_);
    if (!table.empty()) check_no_error(expected);
    if (happened != expected) throw Mismatch{"side effects: " + expected, "side effects: " + happened};
    if (reported != expected)
      throw Mismatch{"side effects: " + expected, "reported side effects: " + reported};
  }

  static int64_t& effect(query::SideEffects& effects, const std::string& name) {
    if (name == "+nodes") return effects.nodes_added;
    if (name == "-nodes") return effects.nodes_removed;
    if (name == "+relationships") return effects.relationships_added;
    if (name == "-relationships") return effects.relationships_removed;
    if (name == "+labels") return effects.labels_added;
    if (name == "-labels") return effects.labels_removed;
    if (name == "+properties") return effects.properties_added;
    if (name == "-properties") return effects.properties_removed;
    throw std::runtime_error("the side effect '" + name + "' is not known");
  }

  Graph& graph_;
  query::Registry functions_;
  std::string graphs_;
  query::Options options_;
  std::string query_;
  Rows rows_;
  std::optional<Error> error_;
  GraphState before_, after_;
  query::SideEffects reported_;
};

}  // namespace

Outcome run_scenario(const Scenario& scenario, Graph& graph, const query::Registry& functions,
                     const std::string& graphs) {
  Runner runner(graph, functions, graphs);
  Outcome outcome;
  std::string current;
  try {
    for (const Step& step : scenario.steps) {
      current = step.text;
      runner.step(step);
    }
    outcome.passed = true;
  } catch (const Mismatch& mismatch) {
    outcome.expected = mismatch.expected;
    outcome.got = mismatch.got;
  } catch (const Error& error) {
    outcome.expected = current;
    outcome.got = render(error);
  } catch (const std::exception& error) {
    outcome.expected = current;
    outcome.got = std::string("exception: ") + error.what();
  }
  outcome.query = runner.last_query();
  return outcome;
}

}  // namespace trama::tck
