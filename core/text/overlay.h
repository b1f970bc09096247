// What Trama changes between lt-proc and cg-proc: names and numbers found by shape become one unit each, and
// a profile's word list adds readings that the analyser lacks. Between cg-proc and the tagger:
// disambiguation.h
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/text/analyser.h"
#include "core/text/disambiguation.h"
#include "core/text/word_list.h"

namespace trama::text {

// The analyser's readings of the model forms that it was asked about, none for those that it does not know:
// without this, two of three forms that it reads would be questions of the word list. Grows to a limit.
class ModelForms {
 public:
  // Null where the form has not been asked about; valid until the next insertion.
  const std::vector<JoinedReading>* find(const std::string& form) const;
  void insert(const std::string& form, const std::vector<JoinedReading>& readings);

 private:
  std::unordered_map<std::string, std::vector<JoinedReading>> readings_;
};

// One sentence on its way through the pipeline.
class OverlaidSentence {
 public:
  // All must outlive this object.
  OverlaidSentence(const SentenceInput& input, const WordList& words, const ReadingPreferences& preferences,
                   ModelForms& model_forms);

  // What lt-proc gets, escaped, without the closing NUL. Tokens over 100 bytes and addresses are
  // placeholders: without blanks lt-proc's time grows with the square of the length. Behind the sentence
  // follow the model forms that the word list asks about for the first time.
  std::string morphology_request() const;

  // Takes lt-proc's reply, and keeps what it says of model forms. False where its surfaces are not those of
  // the sentence.
  bool accept_morphology(std::string_view reply);

  // What cg-proc gets; after accept_morphology.
  std::string grammar_request() const;

  // Takes cg-proc's reply. False where it does not answer the request.
  bool accept_grammar(std::string_view reply);

  // What the tagger gets; after accept_grammar. Empty where it need not be asked.
  std::string tagger_request() const { return disambiguation_.request(); }

  // Instead of asking the tagger.
  void choose(const Tagger& tagger) { disambiguation_.choose(tagger); }

  // Takes the tagger's reply. False where it does not answer the request.
  bool accept_tagged(std::string_view reply) { return disambiguation_.accept(reply); }

  // The outcome; the last call, after the last reply.
  std::vector<AnalysedUnit> take_analysed();

 private:
  struct Unit {
    size_t token_begin = 0, token_end = 0;
    bool sent = false;  // cg-proc sees it: all but marks that the analyser does not know
    bool unknown = false;
    LexicalUnit lexical;
  };
  struct Aligned {
    ByteSpan span;  // of sent_
    LexicalUnit lexical;
  };

  void ask(size_t token);
  void accept_model_forms(std::vector<Aligned>::const_iterator begin,
                          std::vector<Aligned>::const_iterator end);
  bool align(std::vector<LexicalUnit> units, std::vector<Aligned>& aligned) const;
  void build_units(std::vector<Aligned>& aligned);
  void add_cluster(size_t token_begin, size_t token_end, std::vector<Aligned>::iterator begin,
                   std::vector<Aligned>::iterator end);
  bool is_preposition_end(const Aligned& unit, size_t token) const;
  bool noun_and_preposition(const LexicalUnit& unit) const;
  void add_unit(size_t token_begin, size_t token_end, std::vector<JoinedReading> readings);
  void overlay(Unit& unit) const;
  std::string_view surface(size_t token) const;

  const SentenceInput& input_;
  const WordList& words_;
  const ReadingPreferences& preferences_;
  ModelForms& model_forms_;
  std::string sent_;                  // unescaped; the sentence, then the model forms
  size_t sentence_bytes_ = 0;         // of sent_
  std::vector<ByteSpan> sent_spans_;  // of the tokens in sent_
  struct Question {
    size_t token;
    WordList::Analogy analogy;
    ByteSpan span;  // of the model form in sent_; empty where it needs no asking
    std::vector<JoinedReading> readings = {};
  };
  std::vector<Question> questions_;
  std::vector<Unit> units_;
  Disambiguation disambiguation_;  // of the units that are sent
};

}  // namespace trama::text
