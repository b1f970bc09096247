// The one error type of the project.
//
// Thrown where a request ends (a query, a command, an article) and shown to the user by cli/; values are
// returned where failure is expected. Errors never cross threads as exceptions: a worker catches and hands
// over the value.
#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>

namespace trama {

// A half-open range [begin, end) of bytes, 0-based, in some text that the context names.
struct ByteSpan {
  size_t begin = 0;
  size_t end = 0;

  size_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  bool contains(const ByteSpan& other) const { return begin <= other.begin && other.end <= end; }
  bool overlaps(const ByteSpan& other) const { return begin < other.end && other.begin < end; }
  auto operator<=>(const ByteSpan&) const = default;
};

// What went wrong, in the coarse classes that callers act on. openCypher's own classes are kept apart because
// its Technology Compatibility Kit and users' programs tell them apart.
enum class ErrorKind {
  Usage,             // the command line or an option is wrong                      exit status 2
  Syntax,            // SyntaxError
  Semantic,          // SemanticError
  Type,              // TypeError
  Argument,          // ArgumentError
  Arithmetic,        // ArithmeticError
  ParameterMissing,  // ParameterMissing
  Procedure,         // ProcedureError
  EntityNotFound,    // EntityNotFound
  PropertyNotFound,  // PropertyNotFound
  ConstraintFailed,  // ConstraintVerificationFailed, ConstraintValidationFailed
  Limit,             // a limit on time, memory, work or size was hit; the hint says how to raise it
  Cancelled,         // the user or the host asked to stop
  Input,             // a file or article cannot be read as what it claims to be    exit status 1
  Locked,            // another process holds the database                          exit status 3
  Corrupt,           // stored data contradict themselves or their checksums        exit status 3
  Storage,           // the file system or RocksDB refused                          exit status 3
  External,          // a child process (Apertium, a pager) failed
  Internal,          // a bug of ours
};

// The kind's stable name as openCypher and our documentation write it, such as "SyntaxError".
const char* name_of(ErrorKind kind);

// `detail` is a stable code in UpperCamelCase ("UndefinedVariable"), empty where there is none; the query
// language uses the TCK's detail names. `message` is one sentence for the user, without trailing newline.
// `span` points into the source text that the user wrote (query, rules file). `hint` says what to do next.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& message) : Error(kind, "", message) {}
  Error(ErrorKind kind, std::string detail, const std::string& message)
      : std::runtime_error(message), kind_(kind), detail_(std::move(detail)) {}

  Error& at(ByteSpan span) &;
  Error&& at(ByteSpan span) &&;
  Error& hint(std::string text) &;
  Error&& hint(std::string text) &&;

  ErrorKind kind() const { return kind_; }
  const std::string& detail() const { return detail_; }
  const std::optional<ByteSpan>& span() const { return span_; }
  const std::string& hint() const { return hint_; }
  std::string message() const { return what(); }

 private:
  ErrorKind kind_;
  std::string detail_;
  std::optional<ByteSpan> span_;
  std::string hint_;
};

// Renders an error for a terminal, without trailing newline: kind and message, then where `source` is not
// empty and the error has a span, the line, and carets under the span (aligned by display columns, so right
// also under accented or double-width text), then the hint. `source_name` is shown with line and column, such
// as "script.cypher:3:14".
std::string render(const Error& error, const std::string& source = "", const std::string& source_name = "");

}  // namespace trama
