#!/usr/bin/python3
"""The manifests of docs/operations/kubernetes, against the schema of the API and
against one another."""

import copy
import json
import os
import pathlib
import subprocess
import sys
import unittest

import yaml

FOLDER = pathlib.Path("docs/operations/kubernetes")
NODE_PATH = "tools/npm/node_modules"


def manifests():
    return {
        path.name: yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("*.yaml"))
        if path.name != "kustomization.yaml"
    }


def schema_errors(objects):
    said = subprocess.run(
        ["node", "tests/operations/schema_errors.js"],
        env={"PATH": os.environ["PATH"], "NODE_PATH": NODE_PATH},
        input=json.dumps(objects),
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return json.loads(said)


def places(value, path=()):
    """The path of every field, at any depth."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        yield path + (key,)
        if isinstance(inner, (dict, list)):
            yield from places(inner, path + (key,))


def with_wrong_type(manifest, path):
    changed = copy.deepcopy(manifest)
    holder = changed
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = True if isinstance(holder[path[-1]], list) else [[]]
    return changed


class Manifests(unittest.TestCase):
    def setUp(self):
        self.all = manifests()
        self.deployment = self.all["deployment.yaml"]["spec"]
        self.pod = self.deployment["template"]["spec"]
        (self.container,) = self.pod["containers"]
        self.flags = dict(
            arg.removeprefix("--").partition("=")[::2] for arg in self.container["args"]
        )
        self.labels = self.deployment["template"]["metadata"]["labels"]

    def test_they_fit_the_schema(self):
        self.assertGreaterEqual(len(self.all), 5)
        errors = schema_errors(list(self.all.values()))
        for name, error in zip(self.all, errors):
            with self.subTest(manifest=name):
                self.assertIsNone(error)

    def test_the_schema_knows_every_field(self):
        # A field that the schema knows must not take a value of another type.
        for name, manifest in self.all.items():
            paths = [path for path in places(manifest) if path not in [("apiVersion",), ("kind",)]]
            errors = schema_errors([with_wrong_type(manifest, path) for path in paths])
            for path, error in zip(paths, errors):
                with self.subTest(manifest=name, field=path):
                    self.assertIsNotNone(error, "unknown field")

    def test_an_unknown_field_is_found(self):
        deployment = copy.deepcopy(self.all["deployment.yaml"])
        deployment["spec"]["replikas"] = 3
        path = ("spec", "replikas")
        self.assertEqual(schema_errors([with_wrong_type(deployment, path)]), [None])

    def test_a_wrong_manifest_is_found(self):
        deployment = copy.deepcopy(self.all["deployment.yaml"])
        deployment["spec"]["template"]["spec"]["containers"][0]["ports"][0]["containerPort"] = "x"
        del deployment["spec"]["selector"]
        (error,) = schema_errors([deployment])
        self.assertIn("containerPort", error)
        self.assertIn("selector", error)

    def test_kustomization_names_every_manifest(self):
        text = (FOLDER / "kustomization.yaml").read_text(encoding="utf-8")
        self.assertEqual(yaml.safe_load(text)["resources"], list(self.all))

    def test_selectors_find_the_pods(self):
        selectors = [
            self.deployment["selector"]["matchLabels"],
            self.all["service.yaml"]["spec"]["selector"],
            self.all["network-policy.yaml"]["spec"]["podSelector"]["matchLabels"],
            self.all["disruption-budget.yaml"]["spec"]["selector"]["matchLabels"],
        ]
        for selector in selectors:
            self.assertEqual(selector, self.labels)
        target = self.all["autoscaler.yaml"]["spec"]["scaleTargetRef"]
        self.assertEqual(target["name"], self.all["deployment.yaml"]["metadata"]["name"])
        self.assertEqual(target["kind"], "Deployment")
        # The autoscaler's number would be set back by each deployment.
        self.assertNotIn("replicas", self.deployment)

    def test_the_pod_has_time_to_stop(self):
        needed = float(self.flags["lame-duck"]) + float(self.flags["drain-timeout"])
        self.assertGreater(self.pod["terminationGracePeriodSeconds"], needed)
        self.assertNotIn("lifecycle", self.container)

    def test_ports_are_those_of_the_flags(self):
        ports = {port["name"]: port["containerPort"] for port in self.container["ports"]}
        self.assertEqual(self.flags["listen"], f"0.0.0.0:{ports['grpc']}")
        self.assertEqual(self.flags["admin-listen"], f"0.0.0.0:{ports['admin']}")
        probes = {
            probe: self.container[probe]["httpGet"]
            for probe in ("startupProbe", "readinessProbe", "livenessProbe")
        }
        self.assertEqual({get["port"] for get in probes.values()}, {"admin"})
        self.assertEqual(probes["readinessProbe"]["path"], "/readyz")
        self.assertEqual(probes["livenessProbe"]["path"], "/livez")
        named = [rule["ports"] for rule in self.all["network-policy.yaml"]["spec"]["ingress"]]
        self.assertEqual([port["port"] for (port,) in named], ["grpc", "admin"])
        (service_port,) = self.all["service.yaml"]["spec"]["ports"]
        self.assertEqual(service_port["targetPort"], "grpc")
        self.assertEqual(service_port["port"], ports["grpc"])
        self.assertEqual(self.all["service.yaml"]["spec"]["clusterIP"], "None")

    def test_files_come_from_secrets(self):
        mounts = {mount["mountPath"]: mount["name"] for mount in self.container["volumeMounts"]}
        secrets = {volume["name"]: volume["secret"]["secretName"] for volume in self.pod["volumes"]}
        files = [pathlib.Path(value) for flag, value in self.flags.items() if flag.endswith("-file")]
        self.assertEqual(len(files), 5)
        told = (FOLDER / "kustomization.yaml").read_text(encoding="utf-8")
        for file in files:
            with self.subTest(file=file):
                secret = secrets[mounts[str(file.parent)]]
                self.assertIn(f"generic {secret} ", told)
                self.assertIn(f"--from-file={file.name}", told)
        self.assertTrue(all(mount["readOnly"] for mount in self.container["volumeMounts"]))

    def test_the_container_may_do_little(self):
        self.assertTrue(self.pod["securityContext"]["runAsNonRoot"])
        self.assertFalse(self.pod["automountServiceAccountToken"])
        context = self.container["securityContext"]
        self.assertTrue(context["readOnlyRootFilesystem"])
        self.assertFalse(context["allowPrivilegeEscalation"])
        self.assertEqual(context["capabilities"], {"drop": ["ALL"]})


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "--verbose"])
