// RuleSet::add: the text of a file of rules to the tree of grammar/Rules.g4, and on to rules.
#include "RulesLexer.h"
#include "core/extract/rule_builder.h"

namespace trama::extract {

namespace {

using grammar::RulesLexer;

class ThrowingListener : public antlr4::BaseErrorListener {
 public:
  explicit ThrowingListener(const ByteOffsets& offsets) : offsets_(offsets) {}

  void syntaxError(antlr4::Recognizer*, antlr4::Token* token, size_t, size_t, const std::string& message,
                   std::exception_ptr) override {
    if (token == nullptr) throw Error(ErrorKind::Syntax, "RuleSyntax", "this cannot be read: " + message);
    const ByteSpan span = offsets_.span(*token);
    if (token->getType() == RulesLexer::UNTERMINATED)
      throw Error(ErrorKind::Syntax, "RuleSyntax", "the text in quotes has no end on its line")
          .at(span)
          .hint("close it with \"");
    const bool at_end = token->getType() == RulesLexer::NL || token->getType() == antlr4::Token::EOF;
    const std::string found =
        at_end ? "the line ends too soon" : "'" + token->getText() + "' does not fit here";
    throw Error(ErrorKind::Syntax, "RuleSyntax", found)
        .at(span)
        .hint(
            "a rule reads \"it verb acquistare comprare: subj -> obj\"; a line that starts with a blank "
            "continues the "
            "one before; a keyword used as a word is quoted");
  }

 private:
  const ByteOffsets& offsets_;
};

}  // namespace

void RuleSet::add(const RuleSource& source) {
  if (const auto bad = find_invalid_utf8(source.text))
    throw Error(ErrorKind::Syntax, "RuleSyntax", "the file is not UTF-8").at({*bad, *bad + 1});
  const ByteOffsets offsets(source.text);
  ThrowingListener listener(offsets);
  antlr4::ANTLRInputStream input(source.text);
  RulesLexer lexer(&input);
  lexer.removeErrorListeners();
  lexer.addErrorListener(&listener);
  antlr4::CommonTokenStream tokens(&lexer);
  RulesParser parser(&tokens);
  parser.removeErrorListeners();
  parser.addErrorListener(&listener);
  RuleBuilder(*this, source, offsets).build(parser.file());
}

}  // namespace trama::extract
