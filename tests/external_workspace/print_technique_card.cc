// Prints the card of a technique: print_technique_card HOST:PORT NAME
#include <iostream>

#include "client/client.h"
#include "client/make_connection.h"
#include "technique_card.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: print_technique_card HOST:PORT NAME\n";
    return 2;
  }
  knead::ClientOptions options;
  options.target = argv[1];
  options.credentials = knead::InsecureCredentials();
  const auto connection = knead::MakeConnection(options);
  if (!connection.ok()) {
    std::cerr << connection.status() << "\n";
    return 1;
  }
  const auto card = TechniqueCard(knead::Client(*connection), argv[2]);
  if (!card.ok()) {
    std::cerr << card.status() << "\n";
    return 1;
  }
  std::cout << *card;
}
