#include "core/query/foreseen.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <vector>

#include "TramaLexer.h"
#include "core/base/utf8.h"
#include "core/query/dialects.h"

namespace trama::query {

namespace {

using grammar::TramaLexer;

template <typename Words = std::initializer_list<std::string_view>>
bool is_one_of(std::string_view word, const Words& words) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// The offending token and its neighbours.
class Place {
 public:
  Place(antlr4::Parser& parser, const antlr4::Token* offending, const antlr4::misc::IntervalSet& expected)
      : tokens_(*parser.getTokenStream()),
        index_(offending->getTokenIndex()),
        expects_name_(expected.contains(size_t{TramaLexer::IDENTIFIER})) {
    for (const ssize_t type : expected.toList())
      expected_.push_back(parser.getVocabulary().getLiteralName(static_cast<size_t>(type)));
  }

  // The word or sign so many places behind the offending one, in capitals; empty outside of the query.
  std::string word(ptrdiff_t offset = 0) const {
    return exists(offset) && type(offset) != antlr4::Token::EOF ? to_upper(token(offset)->getText()) : "";
  }
  size_t type(ptrdiff_t offset = 0) const {
    return exists(offset) ? token(offset)->getType() : antlr4::Token::INVALID_TYPE;
  }
  bool is_name(ptrdiff_t offset) const { return type(offset) == TramaLexer::IDENTIFIER; }
  bool is_first() const { return index_ == 0; }
  bool expects(std::string_view word) const {
    return std::find(expected_.begin(), expected_.end(), "'" + std::string(word) + "'") != expected_.end();
  }
  // Where a name can stand, all keywords can.
  bool expects_name() const { return expects_name_; }
  // As word(), but empty for a label, a type or a property that is called like a keyword, and in STARTS WITH.
  std::string keyword(ptrdiff_t offset) const {
    return is_one_of(word(offset - 1), {".", ":", "STARTS", "ENDS"}) ? "" : word(offset);
  }
  // The keyword of the clause that the offending token stands in, and whether a WHERE lies between them.
  std::string clause(bool& behind_where) const {
    behind_where = false;
    for (ptrdiff_t offset = -1; exists(offset); --offset) {
      std::string found = keyword(offset);
      behind_where = behind_where || found == "WHERE";
      if (is_one_of(found, {"MATCH", "RETURN", "WITH", "UNWIND", "CREATE", "MERGE", "SET", "REMOVE", "DELETE",
                            "CALL"}))
        return found;
    }
    return "";
  }
  // The offset of the innermost bracket that is open at the offending token; 0 where none is.
  ptrdiff_t open_bracket() const {
    ptrdiff_t depth = 0;
    for (ptrdiff_t offset = -1; exists(offset); --offset) {
      const std::string sign = word(offset);
      if (is_one_of(sign, {")", "]", "}"})) ++depth;
      if (is_one_of(sign, {"(", "[", "{"}) && depth-- == 0) return offset;
    }
    return 0;
  }

 private:
  bool exists(ptrdiff_t offset) const {
    const ptrdiff_t at = static_cast<ptrdiff_t>(index_) + offset;
    return at >= 0 && at < static_cast<ptrdiff_t>(tokens_.size());
  }
  const antlr4::Token* token(ptrdiff_t offset) const {
    return tokens_.get(static_cast<size_t>(static_cast<ptrdiff_t>(index_) + offset));
  }

  antlr4::TokenStream& tokens_;
  size_t index_;
  bool expects_name_;
  std::vector<std::string> expected_;  // as written in the grammar, in quotes
};

// What stands before the offending word, the word, and what stands behind it; "" is anything.
struct Sequence {
  std::array<std::string_view, 4> words;  // second before, before, the word, behind
  const char* hint;
};

constexpr const char* kCase = "write CASE WHEN condition THEN value ELSE other END";
constexpr const char* kComma = "the ',' before it is one too many";
constexpr const char* kLabels =
    "(n:A:B) has both labels, (n:A|B) either; in a condition write n:A AND n:B, n:A OR n:B";
constexpr const char* kLabelExpression =
    "write (n:A:B) for both, (n:A|B) for either, and conditions on labels in WHERE";
constexpr const char* kNot = "NOT stands before the whole comparison: NOT x IN list, NOT text CONTAINS part";
constexpr const char* kPowers = "a power is written x ^ y";
constexpr const char* kRepeat = "repeat a relationship inside its brackets: -[:TYPE*1..3]->";
constexpr const char* kSubquery = "a subquery stands in EXISTS { } or COUNT { }; else go on after WITH";
constexpr const char* kType = "write n:Label for a label, valueType(x) = 'Integer' for a type";
constexpr const char* kTrim = "write trim(text, characters), lTrim or rTrim";

constexpr std::string_view kComparisons[] = {"=", "<", ">", "<>", "<=", ">="};
constexpr std::string_view kClauses[] = {"RETURN", "WHERE", "WITH",  "MATCH",  "OPTIONAL",
                                         "CREATE", "MERGE", "SET",   "DELETE", "DETACH",
                                         "UNWIND", "ORDER", "LIMIT", "SKIP",   "UNION"};

constexpr Sequence kSequences[] = {
    {{"", "=", "=", ""}, "equality is written with one '='"},
    {{"", "!", "=", ""}, "inequality is written '<>'"},
    {{"", ":", "!", ""}, "write WHERE NOT n:Label"},
    {{"", "", "!", ""}, "inequality is written '<>', negation NOT"},
    {{"", "", "&", "&"}, "conditions are joined with AND"},
    {{"", "", "|", "|"}, "texts and lists are joined with '+', conditions with OR"},
    {{"", "*", "*", ""}, kPowers},
    {{"", "", "?", ""}, kCase},
    {{"", "", "IF", ""}, kCase},
    {{"", "IF", "", ""}, kCase},
    {{"", "", "#", ""}, "comments start with //"},
    {{"", "", "NOT", "IN"}, kNot},
    {{"", "", "NOT", "CONTAINS"}, kNot},
    {{"", "", "NOT", "STARTS"}, kNot},
    {{"", "", "NOT", "ENDS"}, kNot},
    {{"", "", "NOT", "LIKE"}, kNot},
    {{"", "CALL", "{", ""}, kSubquery},
    {{"", "CALL", "(", ""}, kSubquery},
    {{"", ":", "(", ""}, kLabelExpression},
    {{"", ":", "%", ""}, kLabelExpression},
    {{"", "", "&", ""}, kLabels},
    {{":", "", "|", ""}, kLabels},
    {{"|", "", "|", ""}, kLabels},
    {{"", "", "IS", ""}, kType},
    {{"", "IS", ":", ""}, kType},
    {{"", ">", "{", ""}, kRepeat},
    {{"", "-", "{", ""}, kRepeat},
    {{"", ">", "+", ""}, kRepeat},
    {{"", "-", "+", ""}, kRepeat},
    {{"", ")", "(", ""}, kRepeat},
    {{")", "-", ">", ""}, "a relationship is written -->, or -[:TYPE]->"},
    {{"", "]", ">", ""}, "an arrow is written ]->"},
    {{"", ",", "DISTINCT", ""}, "DISTINCT stands once, behind RETURN or WITH"},
    {{"", "ON", "UPDATE", ""}, "write ON MATCH SET"},
    {{".", "", "EXISTS", ""}, "write n.name IS NOT NULL"},
    {{",", "MATCH", "(", ""}, "leave out the ',' before MATCH"},
    {{"", "", "..", ""}, "numbers from 1 to 5 are range(1, 5)"},
    {{"", "UNION", "DISTINCT", ""}, "UNION alone leaves out repeated rows"},
    {{"", "INDEX", "", ""}, "indexes have no names: CREATE INDEX FOR (n:Label) ON (n.property)"},
    {{"", "BOTH", "", ""}, kTrim},
    {{"", "LEADING", "", ""}, kTrim},
    {{"", "TRAILING", "", ""}, kTrim},
    {{"", "TOP", "", ""}, "write LIMIT behind the columns"},
    {{"", "$", "{", ""}, "a parameter is written $name"},
    {{"", ".", "*", ""}, "all properties are n {.*}, or properties(n)"},
    {{"", "", "CONTAINS", "("}, "write text CONTAINS part"},
    {{"", "WHEN", ">", ""}, "write CASE WHEN x > 1 THEN"},
    {{"", "WHEN", "<", ""}, "write CASE WHEN x < 1 THEN"},
    {{"", "", ";", ""}, "one statement at a time: run several as a script"},
};

std::string mistaken_sequence(const Place& place) {
  for (const Sequence& known : kSequences) {
    bool fits = true;
    for (ptrdiff_t i = 0; i < 4 && fits; ++i) {
      const std::string_view word = known.words[static_cast<size_t>(i)];
      fits = word.empty() || word == place.word(i - 2);
    }
    if (fits) return known.hint;
  }
  return "";
}

// ORDER BY, SKIP, LIMIT and WHERE where they cannot stand.
std::string mistaken_order(const Place& place) {
  const std::string word = place.word();
  bool behind_where = false;
  const std::string clause = place.clause(behind_where);
  if (word == "WHERE") {
    if (place.open_bracket() != 0) return "";
    if (behind_where) return "a clause has one WHERE: conditions are joined with AND";
    return "WHERE stands behind MATCH or WITH";
  }
  if (!is_one_of(word, {"ORDER", "SKIP", "LIMIT"})) return "";
  if (clause != "RETURN" && clause != "WITH") return "ORDER BY, SKIP and LIMIT stand behind RETURN or WITH";
  if (behind_where) return "WHERE stands behind ORDER BY, SKIP and LIMIT";
  return "the order is ORDER BY, SKIP, LIMIT";
}

std::string mistaken_pattern(const Place& place) {
  const bool name = place.is_name(0);
  if (name && place.is_name(-1) && place.word(-2) == "(" && place.expects(":"))
    return "a label is written (n:Label)";
  if (name && place.is_name(-1) && place.word(-2) == "[" && place.expects(":"))
    return "a type is written [r:TYPE]";
  if (name && place.word(-2) == ":" && (place.expects(")") || place.expects("]")))
    return "the variable comes first, (n:Label); a name with a space is written in backquotes";
  if (place.word() == "-" && place.is_name(-1) && place.is_name(1) && place.word(-2) == ":")
    return "a name with a hyphen is written in backquotes";
  if (is_one_of(place.word(-2), {"MATCH", "CREATE", "MERGE"}) && place.is_name(-1) && place.expects("="))
    return "a node is written in parentheses: (n:Label)";
  bool behind_where = false;
  if (place.word() == "," && place.open_bracket() == 0 && place.clause(behind_where) == "MERGE")
    return "MERGE takes one pattern: write MERGE for each";
  return "";
}

std::string mistaken_value(const Place& place) {
  const std::string word = place.word();
  const std::string open = place.word(place.open_bracket());
  if (word == "," && place.expects("THEN") && !place.expects_name())
    return "write a WHEN for each value, or CASE WHEN x IN [1, 2] THEN";
  if (word == "," && open == "(" && place.word(place.open_bracket() - 1) == "IN")
    return "a list is written in square brackets: [1, 2]";
  if (word == "*" && place.word(-1) == "," && place.open_bracket() == 0)
    return "'*' stands first: RETURN *, x";
  if (open == "{" && is_one_of(word, kComparisons))
    return "a map is written {name: value}; conditions other than equality stand in WHERE";
  if (open == "{" && place.expects(":") && word == "}")
    return "a map is written {name: value}, a parameter $name";
  if (open == "{" && place.type() == TramaLexer::STRING && is_one_of(place.word(-1), {"{", ","}))
    return "names in a map are written without quotes: {name: value}";
  if (place.type() == TramaLexer::STRING && place.word(-1) == "AS")
    return "a column's name has no quotes, or backquotes";
  if (place.type() == TramaLexer::INTEGER && place.word(-1) == ":") return "a slice is written [0..2]";
  if (place.type() == TramaLexer::STRING && place.type(-1) == TramaLexer::STRING) return kQuoteInString;
  if (place.type() == TramaLexer::STRING && place.word(-1) == "NOT" && place.word(-2) == "IS")
    return "inequality is written '<>'";
  if (word == "+=") return "'+=' adds a map to a node or relationship: write n.x = n.x + 1";
  if (word == "AS" && place.word(place.open_bracket() - 1) == "CAST")
    return "write toInteger(x), toFloat(x), toString(x) or toBoolean(x)";
  if (place.is_first() && word == ":") return "the shell's commands start with '.', as .help";
  if (place.is_first() && word == "-" && place.word(1) == "-") return "comments start with //";
  return "";
}

// The parts of reduce(), any(), all(), none() and single().
std::string mistaken_folding(const Place& place) {
  const ptrdiff_t open = place.open_bracket();
  const std::string function = open < 0 ? place.word(open - 1) : "", word = place.word();
  if (function == "REDUCE" && word == "WHERE") return "filter the list before: [x IN list WHERE condition]";
  if (function == "REDUCE" && is_one_of(word, {"|", ")", ","}))
    return "write reduce(sum = 0, x IN list | sum + x)";
  if (is_one_of(function, {"ANY", "ALL", "NONE", "SINGLE"}) && is_one_of(word, {"|", ")", ":", ","}))
    return "write " + to_lower(function) + "(x IN list WHERE condition)";
  return "";
}

std::string mistaken_word(const Place& place) {
  if (std::string instead = instead_of_word(place.word()); !instead.empty()) return instead;
  if (place.type(-1) == TramaLexer::CONSTRAINT) return instead_of_word(place.word(-1));
  // COLLECT { MATCH … } is read as a map projection.
  for (ptrdiff_t back = 1; back <= 3; ++back) {
    if (place.word(-back) == "COLLECT" && place.word(1 - back) == "{") return instead_of_word("COLLECT");
  }
  return "";
}

// A bracket that is open where the query or its clause ends, or that nothing opened.
std::string mistaken_bracket(const Place& place) {
  const std::string word = place.word();
  const bool at_end = place.type() == antlr4::Token::EOF;
  const bool clause_starts = is_one_of(word, kClauses);
  if ((clause_starts || at_end) && place.word(-1) == ",") return kComma;
  const ptrdiff_t open = place.open_bracket();
  if (open == 0) {
    if (at_end && place.type(-1) == TramaLexer::RETURN) return "RETURN needs something to return, or *";
    if (is_one_of(word, {")", "]", "}"})) return "no bracket is open that this one could close";
    return "";
  }
  const std::string sign = place.word(open);
  const std::string closing = sign == "(" ? ")" : sign == "[" ? "]" : "}";
  const bool other_sign = word != closing && is_one_of(word, {")", "]", "}", "-", "<"});
  if (at_end || (place.expects(closing) && (clause_starts || other_sign)))
    return "a '" + sign + "' is not closed";
  return "";
}

}  // namespace

std::string foreseen_mistake(antlr4::Parser& parser, const antlr4::Token* offending,
                             const antlr4::misc::IntervalSet& expected) {
  const Place place(parser, offending, expected);
  std::string hint;
  for (const auto& mistaken : {mistaken_sequence, mistaken_value, mistaken_folding, mistaken_word,
                               mistaken_pattern, mistaken_bracket, mistaken_order}) {
    hint = mistaken(place);
    if (!hint.empty()) break;
  }
  return hint;
}

}  // namespace trama::query
