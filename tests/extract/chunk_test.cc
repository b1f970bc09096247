#include "core/extract/chunk.h"

#include <catch2/catch.hpp>

#include "tests/extract/analysed.h"

using namespace trama;
using namespace trama::extract;

namespace {

std::string words(const text::Sentence& sentence, TokenRange range) {
  std::string out;
  for (uint32_t i = range.begin; i < range.end; ++i)
    if (!sentence.tokens[i].joined) out += (out.empty() ? "" : " ") + sentence.tokens[i].surface;
  return out;
}

// The noun groups of the first sentence, as "[group]" with the preposition before and the head in capitals.
std::string noun_groups(const Analysed& text) {
  const text::Sentence& sentence = text.document.sentences.at(0);
  std::string out;
  for (const NounGroup& group : text.chunks.at(0).nouns)
    out += (out.empty() ? "" : " ") + (group.preposition.empty() ? "" : group.preposition + " ") + "[" +
           words(sentence, group.tokens) + ": " + sentence.tokens[group.head].surface + "]";
  return out;
}

const VerbGroup& verb(const Analysed& text, size_t index = 0) { return text.chunks.at(0).verbs.at(index); }

}  // namespace

TEST_CASE("Italian noun groups: adjectives and names follow the head") {
  CHECK(noun_groups({"it", "La società torinese Albatec compra la fabbrica di Rossi Energia."}) ==
        "[La società torinese Albatec: società] [la fabbrica: fabbrica] di [Rossi Energia: Rossi]");
  CHECK(noun_groups({"it", "L'amministratore delegato Carlo Rossi parla agli operai."}) ==
        "[L' amministratore delegato Carlo Rossi: amministratore] a [operai: operai]");
}

TEST_CASE("English noun groups: the head is the last common noun, names may follow it") {
  CHECK(noun_groups({"en", "The Lisbon chip designer hired former Albatec president Ruth Bell."}) ==
        "[The Lisbon chip designer: designer] [former Albatec president Ruth Bell: president]");
}

TEST_CASE("a version behind a name counts no verb behind it") {
  CHECK(verb({"en", "Larkspur 2 is a chatbot."}).lemma == "be");
  CHECK(verb({"en", "Larkspur 3.5 offers a screen."}).lemma == "offer");
  CHECK(noun_groups({"en", "Albatec runs 3 plants in Ohio."}) ==
        "[Albatec: Albatec] [3 plants: plants] in [Ohio: Ohio]");
}

TEST_CASE("a genitive makes the group before it the possessor") {
  Analysed text("en", "Albatec's chairman resigned.");
  REQUIRE(text.chunks.at(0).nouns.size() == 2);
  CHECK(text.chunks[0].nouns[1].possessor == 0);
  CHECK(text.chunks[0].nouns[1].definite);
}

TEST_CASE("verb groups: tense, voice and negation in Italian") {
  Analysed active("it", "Albatec non ha comprato la fabbrica.");
  CHECK(verb(active).lemma == "comprare");
  CHECK(verb(active).negated);
  CHECK(verb(active).tense == Tense::Past);
  CHECK(verb(active).voice == Voice::Active);
  Analysed passive("it", "La fabbrica è stata comprata da Albatec.");
  CHECK(verb(passive).lemma == "comprare");
  CHECK(verb(passive).voice == Voice::Passive);
  Analysed motion("it", "Il treno è arrivato a Lione.");
  CHECK(verb(motion).voice == Voice::Active);
  Analysed doubt("it", "Albatec avrebbe venduto la fabbrica.");
  CHECK(verb(doubt).mood == Mood::Conditional);
  Analysed modal("it", "Albatec potrebbe vendere la fabbrica.");
  CHECK(verb(modal).modal == "potere");
  CHECK(verb(modal).lemma == "vendere");
}

TEST_CASE("verb groups: auxiliaries, modals and agents in English") {
  Analysed perfect("en", "Albatec has not bought the plant.");
  CHECK(verb(perfect).lemma == "buy");
  CHECK(verb(perfect).negated);
  Analysed future("en", "Albatec will buy the plant.");
  CHECK(verb(future).tense == Tense::Future);
  CHECK(verb(future).modal.empty());
  Analysed passive("en", "The plant was bought by Albatec.");
  CHECK(verb(passive).voice == Voice::Passive);
  Analysed plan("en", "Albatec plans to buy the plant.");
  CHECK(verb(plan).lemma == "buy");
  CHECK(verb(plan).modal == "plan");
  Analysed participle("en", "The plant founded in 1998 by Albatec is closed.");
  CHECK(verb(participle).mood == Mood::Participle);
}

TEST_CASE("what is read as an adjective behind a plural subject is the verb that its clause lacks") {
  for (const char* text :
       {"Albatec and Rossi Energia own the mill.", "They own Albatec.", "The brothers still own pumps.",
        "The funds that own Albatec want to sell.", "Ada Bell and her sister own 40% of Albatec."})
    CHECK(verb({"en", text}).lemma == "own");
  for (const char* text :
       {"Albatec and Rossi Energia make their own pumps.", "The engineers' own firm closed.",
        "Sales of phones and clean cars at Albatec rose.", "Tools and open models cost little.",
        "The brothers, on their own, sell pumps."})
    CHECK(Analysed("en", text).chunks.at(0).verbs.size() == 1);
}

TEST_CASE("participles and gerunds between an article and its noun are part of the group") {
  for (const char* text :
       {"They sell a hosted fine-tuning service.", "They built a wind-powered sailing robot.",
        "They opened a dedicated testing site."})
    CHECK(Analysed("en", text).chunks.at(0).verbs.size() == 1);
  CHECK(Analysed("en", "They were seen carrying boxes.").chunks.at(0).verbs.size() == 2);
}
