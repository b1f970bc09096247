// What resolution remembers of an article while it reads it from left to right: who was spoken of, as what,
// and what each sentence is about. One object an article, shared by the resolvers of descriptions and
// pronouns.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/extract/known_attributes.h"
#include "core/extract/lexicon.h"
#include "core/extract/mention.h"
#include "core/extract/name_finder.h"
#include "core/extract/name_resolution.h"

namespace trama::extract {

enum class Role : uint8_t { Other, Object, Subject };

// Mention::confidence of what stands for a thing that leads all others by far.
inline constexpr uint32_t kClearlyResolved = 900;

// What a pronoun may stand for.
struct Sought {
  std::vector<std::string> types;
  Gender gender = Gender::Unknown;
  uint32_t except = kNone;  // a thing that it cannot be
};

// A mention as the discourse remembers it.
struct Reference {
  uint32_t mention;  // index into Mentions::mentions before sorting
  uint32_t thing;
  uint32_t sentence;
  uint32_t token;
  Role role;
  bool pronoun;  // or possessive: what one goes on calling so is what the text is about
};

// The members are working memory: the walk sets them, the resolvers read them and add to `out`.
class DiscourseState {
 public:
  DiscourseState(const ArticleView& article, const std::vector<NameMention>& names,
                 const ResolvedNames& resolved, Mentions& mentions);

  const ArticleView& article;
  const TypeWords& words;
  const Grammar& grammar;
  const std::vector<NameMention>& names;
  const ResolvedNames& resolved;
  Mentions& out;
  KnownAttributes known;
  std::vector<uint32_t> counts;                    // by thing: mentions by name
  std::vector<std::vector<uint32_t>> by_sentence;  // the names of each sentence
  std::vector<Reference> references;               // in reading order
  std::vector<uint32_t> subjects;                  // by sentence: the thing that its first subject denotes
  const NounGroup* subject = nullptr;              // of the sentence being walked
  std::map<uint32_t, Gender> genders;              // of people, by first names, titles and pronouns
  uint32_t named = 0;                              // mentions that are names; those after them stand for one
  uint32_t topic = kNone;                          // the firm that the paragraph is on
  // The article is questions and answers, or comes from the firm itself: "we" are the firm that it is on.
  bool own_voice = false;
  uint32_t main_firm = kNone;  // the firm that the whole article is on, if one stands out

  uint32_t paragraph(uint32_t s) const { return article.document.sentences[s].paragraph; }
  const std::vector<text::Token>& tokens(uint32_t s) const { return article.tokens(s); }
  const std::string& type(uint32_t thing) const { return out.entities[thing].type; }
  bool is_demonym(uint32_t mention) const { return mention < names.size() && names[mention].demonym; }
  bool is_place(const Mention& mention) const { return type(mention.entity) == "Place"; }

  const Mention* name_in(uint32_t s, TokenRange range, bool places) const;
  Role role_of(uint32_t s, uint32_t token) const;
  void remember(uint32_t mention, Role role);
  // Adds a mention without group and remembers it.
  void add(Mention mention, uint32_t s, TokenRange tokens, Role role);
  uint32_t latest_name(uint32_t thing, uint32_t s, uint32_t token) const;
  // The name that evidence cites for who says "we": the latest, or the first to come.
  uint32_t any_name(uint32_t thing, uint32_t s, uint32_t token) const;
  Mention stand_in(uint32_t thing, Via via, uint32_t s, uint32_t token, double lead) const;
  // The thing itself, or its other reading, where one is of a wanted type.
  uint32_t reading_of_type(uint32_t thing, const std::vector<std::string>& types) const;
  uint32_t subject_before(uint32_t s, const Sought& sought) const;
  // The only such thing in the last sentences, else none.
  uint32_t only_recent(uint32_t s, uint32_t token, const Sought& sought, uint32_t window) const;
  uint32_t previous_subject(uint32_t s, const Sought& sought) const;
  bool fits(uint32_t thing, const Sought& sought) const;

 private:
  bool owns_post(uint32_t s, const NounGroup& owner) const;
  void find_main_firm();
  void find_interview();
  void find_publisher();
  void find_genders();
};

}  // namespace trama::extract
