#include "core/record/article_record.h"

namespace trama {

const char* name_of(Certainty value) {
  switch (value) {
    case Certainty::Stated:
      return "stated";
    case Certainty::Reported:
      return "reported";
    case Certainty::Speculated:
      return "speculated";
  }
  return "stated";
}

const char* name_of(Status value) {
  switch (value) {
    case Status::Current:
      return "current";
    case Status::Former:
      return "former";
    case Status::Planned:
      return "planned";
  }
  return "current";
}

const char* name_of(Via value) {
  switch (value) {
    case Via::Name:
      return "name";
    case Via::Nominal:
      return "nominal";
    case Via::Pronoun:
      return "pronoun";
    case Via::Possessive:
      return "possessive";
    case Via::Dropped:
      return "dropped";
    case Via::Topic:
      return "topic";
  }
  return "name";
}

}  // namespace trama
