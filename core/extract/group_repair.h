// Mends noun groups before clauses are read, where the lexicon knows better than the tagger.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/extract/clause.h"
#include "core/text/document.h"

namespace trama::extract {

// Tokens that are one noun whatever the tagger thought of them: "amministratore delegato", names of several
// words.
struct FixedNoun {
  TokenRange tokens;
  uint32_t head = kNoIndex;      // kNoIndex: the head that it has, else its last token
  bool name = false;             // of no person: a noun behind it heads their group, "a Norda Systems unit"
  std::string preposition = "";  // where no group held it before
  auto operator<=>(const FixedNoun&) const = default;
};

// `fixed_nouns` are disjoint and ascending.
void keep_fixed_nouns(Chunks& chunks, const std::vector<FixedNoun>& fixed_nouns);

// "Da maggio Carlo Rinaldi": a noun that says when and the name behind it are two.
void split_time_nouns(const text::Sentence& sentence, Chunks& chunks,
                      const std::vector<std::string>& time_nouns);

// "a startup that won a prize": the tagger takes it for "that is good" where a noun stands before and a verb
// behind. Behind a fronted phrase it is: "For Norda that is good".
void free_relatives(const text::Sentence& sentence, Chunks& chunks);

// "Con l'operazione Alba diventa": a name between the noun of a fronted phrase and a finite verb is the
// verb's subject, unless the noun is one of those that stand before names (`naming` tells); and so is one
// behind a place, "In Danimarca Alba produce".
void free_subjects(const text::Sentence& sentence, Chunks& chunks,
                   const std::function<bool(std::string_view)>& naming);

// The same for what is known to be a firm's name: "A Milano Norda Systems cede", "nell'anno in corso Norda
// prevede". `firms` are such names in reading order; `naming` tells whether the noun at a token stands before
// names.
void free_named_subjects(const text::Sentence& sentence, Chunks& chunks, const std::vector<TokenRange>& firms,
                         const std::function<bool(uint32_t)>& naming);

// "la società di consulenza Alba": where `speciality` says that the second group is what the first, a firm
// without a name, is busy with, the name behind it is the firm's and the two are one group.
void join_specialities(const text::Sentence& sentence, Chunks& chunks,
                       const std::function<bool(const NounGroup&, const NounGroup&)>& speciality);

// "cita in giudizio X", "annovera tra i clienti X": a name behind the noun of a phrase that is `complete`
// without it is the verb's object.
void free_objects(const text::Sentence& sentence, Chunks& chunks,
                  const std::function<bool(const NounGroup&)>& complete);

}  // namespace trama::extract
