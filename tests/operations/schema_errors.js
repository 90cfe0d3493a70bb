// Checks Kubernetes objects against the schema of the API, as the npm package
// kubernetes-models has it. Reads a JSON list of objects from standard input, and
// prints a JSON list: for each object null, or what is wrong.
'use strict';

const fs = require('fs');

function errorOf(object) {
  try {
    const models = require(`kubernetes-models/${object.apiVersion}`);
    new models[object.kind](object).validate();
    return null;
  } catch (error) {
    return error.message;
  }
}

const objects = JSON.parse(fs.readFileSync(0, 'utf8'));
console.log(JSON.stringify(objects.map(errorOf)));
