#include "core/exchange/rdf_writer.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "core/base/escape.h"
#include "core/base/utf8.h"

namespace trama::exchange {
namespace {

bool ascii_alphanumeric(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_language_tag(std::string_view tag) {
  return !tag.empty() && tag.front() != '-' && tag.back() != '-' &&
         std::all_of(tag.begin(), tag.end(),
                     [](unsigned char c) { return ascii_alphanumeric(c) || c == '-'; });
}

// The escapes of N-Triples' canonical form (W3C, RDF 1.2 N-Triples, section 3), which Turtle reads as well.
std::string quote(std::string_view text) {
  std::string out = "\"";
  for (const char c : backslash_escaped(text, '"')) {
    switch (c) {
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
          std::array<char, 8> escape;
          std::snprintf(escape.data(), escape.size(), "\\u%04X",
                        static_cast<unsigned>(static_cast<unsigned char>(c)));
          out += escape.data();
        } else {
          out += c;
        }
    }
  }
  return out + '"';
}

class NTriplesWriter : public RdfWriter {
 public:
  explicit NTriplesWriter(std::ostream& out) : out_(out) {}
  void triple(const Term& subject, const Term& predicate, const Term& object) override {
    out_ << subject.text << ' ' << predicate.text << ' ' << object.text << " .\n";
  }

 private:
  std::ostream& out_;
};

class TurtleWriter : public RdfWriter {
 public:
  TurtleWriter(std::ostream& out, std::string_view base) : out_(out) {
    prefixes_ = {{{"rdf", std::string(vocabulary::kRdf)},
                  {"rdfs", std::string(vocabulary::kRdfs)},
                  {"xsd", std::string(vocabulary::kXsd)},
                  {"prov", std::string(vocabulary::kProv)},
                  {"oa", std::string(vocabulary::kAnnotation)},
                  {"s", std::string(base) + "schema#"}}};
    for (const auto& [prefix, namespace_iri] : prefixes_)
      out_ << "@prefix " << prefix << ": <" << namespace_iri << "> .\n";
  }

  void triple(const Term& subject, const Term& predicate, const Term& object) override {
    if (subject == subject_ && predicate == predicate_) {
      out_ << ", ";
    } else if (subject == subject_) {
      out_ << " ;\n  " << shortened(predicate.text) << ' ';
    } else {
      end_subject();
      out_ << '\n' << shortened(subject.text) << ' ' << shortened(predicate.text) << ' ';
    }
    out_ << shortened(object.text);
    subject_ = subject;
    predicate_ = predicate;
  }

  void finish() override { end_subject(); }

 private:
  void end_subject() {
    if (!subject_.text.empty()) out_ << " .\n";
  }

  // Prefixed names for IRIs whose last part is a plain word; also for a literal's datatype. Triples within
  // triples stay long.
  std::string shortened(const std::string& term) const {
    if (term.starts_with("<<")) return term;
    const size_t begin = term.starts_with('<') ? 0 : term.rfind("^^<");
    if (begin == std::string::npos) return term;
    const size_t open = term.find('<', begin);
    const std::string_view whole = std::string_view(term).substr(open + 1, term.size() - open - 2);
    for (const auto& [prefix, namespace_iri] : prefixes_) {
      if (!whole.starts_with(namespace_iri)) continue;
      const std::string_view local = whole.substr(namespace_iri.size());
      const bool plain = !local.empty() && !(local.front() >= '0' && local.front() <= '9') &&
                         std::all_of(local.begin(), local.end(),
                                     [](unsigned char c) { return ascii_alphanumeric(c) || c == '_'; });
      if (plain) return term.substr(0, open) + prefix + ":" + std::string(local);
    }
    return term;
  }

  std::ostream& out_;
  std::array<std::pair<std::string, std::string>, 6> prefixes_;
  Term subject_, predicate_;
};

}  // namespace

std::string iri_escape(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size();) {
    const size_t begin = i;
    const char32_t c = decode_code_point(text, i);
    const bool kept =
        ascii_alphanumeric(c) ||
        (c < 0x80 && std::string_view("-._~/#:@").find(static_cast<char>(c)) != std::string_view::npos) ||
        (c >= 0xA0 && c < 0xD800) || (c >= 0xF900 && c < 0xFFF0);
    for (size_t k = begin; k < i; ++k) {
      if (kept) {
        out += text[k];
      } else {
        std::array<char, 4> escape;
        std::snprintf(escape.data(), escape.size(), "%%%02X",
                      static_cast<unsigned>(static_cast<unsigned char>(text[k])));
        out += escape.data();
      }
    }
  }
  return out;
}

Term iri(std::string_view absolute) { return {"<" + std::string(absolute) + ">"}; }

Term literal(std::string_view text) { return {quote(text)}; }

Term literal(std::string_view text, std::string_view datatype) {
  return {quote(text) + "^^<" + std::string(vocabulary::kXsd) + std::string(datatype) + ">"};
}

Term literal_in(std::string_view text, std::string_view language) {
  return {quote(text) + (is_language_tag(language) ? "@" + std::string(language) : "")};
}

Term triple_term(const Term& subject, const Term& predicate, const Term& object) {
  return {"<<( " + subject.text + " " + predicate.text + " " + object.text + " )>>"};
}

Term quoted_triple(const Term& subject, const Term& predicate, const Term& object) {
  return {"<< " + subject.text + " " + predicate.text + " " + object.text + " >>"};
}

std::unique_ptr<RdfWriter> make_ntriples_writer(std::ostream& out) {
  return std::make_unique<NTriplesWriter>(out);
}

std::unique_ptr<RdfWriter> make_turtle_writer(std::ostream& out, std::string_view base) {
  return std::make_unique<TurtleWriter>(out, base);
}

}  // namespace trama::exchange
