// Mentions and the entities that they denote inside one article: what mention detection, typing and
// resolution give to the relation rules.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/extract/chunk.h"
#include "core/record/article_record.h"

namespace trama::extract {

inline constexpr uint32_t kNone = UINT32_MAX;

// A span of one sentence that denotes an entity: a name, or a nominal or pronoun that was resolved to one.
struct Mention {
  uint32_t sentence = 0;
  TokenRange tokens;  // empty for a dropped subject (then begin is the verb's token)
  ByteSpan span;
  Via via = Via::Name;
  uint32_t entity = 0;  // index into Mentions::entities
  // A name with two readings (DeepSeek the company, DeepSeek the model): the other entity. A slot takes the
  // reading whose type it accepts; ties go to `entity`.
  uint32_t other_reading = kNone;
  bool demonym = false;  // a nationality word: "olandesi"
  uint32_t antecedent =
      kNone;            // index into Mentions::mentions of the name that this stands for; kNone for names
  bool clause = false;  // a described measure that a verb tells: its tokens hold the verb and its object
  uint32_t confidence = 1000;  // of 1,000: how sure the resolution is
};

struct Entity {
  std::string type;  // of the schema
  std::string name;
  std::string gazetteer_key;
  bool full_name = true;
  bool investor = false;  // lives by giving money, as far as its name, the gazetteer or the article tells
  bool told = true;       // false for a single unknown word, seen once, of which no word says what it names
  // Gazetteer keys, without type, of who is known to make the thing, the usual one first.
  std::vector<std::string> makers = {};
  // Gazetteer keys of the towns or countries that the thing is known to be of.
  std::vector<std::string> seats = {};
};

// A firm or body to which what a sentence leaves without owner may belong.
struct ImpliedEnd {
  uint32_t entity = 0;
  double weight = 0;
  bool named_here = false;  // by the sentence itself
};

struct Mentions {
  std::vector<Entity> entities;
  std::vector<Mention>
      mentions;  // ascending by (sentence, tokens); nested mentions are allowed ("Bank of China" holds China)
  // For each sentence, the firm or body that what is without owner belongs to ("Chief executive X ..."): its
  // own subject, else what the text is on when it comes to it (core/extract/topic.h); kNone where unclear.
  std::vector<uint32_t> topic_of_sentence;
  // The same where the topic itself is what something is said of: "Chinese rival X fell" is about X, the
  // rival of another.
  std::vector<uint32_t> background_of_sentence;
  // For each sentence all that the text may be on, the heaviest first.
  std::vector<std::vector<ImpliedEnd>> implied_of_sentence;
  // The model that the text is on: "Training took a month on the K900".
  std::vector<uint32_t> model_of_sentence;
};

}  // namespace trama::extract
