// RDF terms and the two syntaxes that print them.
#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace trama::exchange {

// A term in N-Triples form: <iri>, "literal"^^<datatype>, "literal"@language, or a quoted triple.
struct Term {
  std::string text;
  bool operator==(const Term&) const = default;
};

// Percent-encodes what an IRI reference cannot hold (RFC 3987's iunreserved and the delimiters / # : @ stay).
std::string iri_escape(std::string_view text);

Term iri(std::string_view absolute);                             // escapes nothing
Term literal(std::string_view text);                             // xsd:string
Term literal(std::string_view text, std::string_view datatype);  // datatype: the part after xsd:
Term literal_in(std::string_view text,
                std::string_view language);  // plain where `language` is no language tag
Term triple_term(const Term& subject, const Term& predicate, const Term& object);    // RDF 1.2: <<( s p o )>>
Term quoted_triple(const Term& subject, const Term& predicate, const Term& object);  // RDF-star: << s p o >>

namespace vocabulary {
inline constexpr std::string_view kRdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
inline constexpr std::string_view kRdfs = "http://www.w3.org/2000/01/rdf-schema#";
inline constexpr std::string_view kXsd = "http://www.w3.org/2001/XMLSchema#";
inline constexpr std::string_view kProv = "http://www.w3.org/ns/prov#";
inline constexpr std::string_view kAnnotation = "http://www.w3.org/ns/oa#";
}  // namespace vocabulary

class RdfWriter {
 public:
  virtual ~RdfWriter() = default;
  virtual void triple(const Term& subject, const Term& predicate, const Term& object) = 0;
  virtual void finish() {}
};

// One triple a line, in the order given.
std::unique_ptr<RdfWriter> make_ntriples_writer(std::ostream& out);

// Prefixes, and runs of triples with one subject (and one predicate) written with ';' and ','.
std::unique_ptr<RdfWriter> make_turtle_writer(std::ostream& out, std::string_view base);

}  // namespace trama::exchange
