"""What of PTV's format does not reach a listing, and why: path of a field, or of all below it.

Paths are those of the official examples; [] is any item of a list, * any beginning of a path.
"""

from collections.abc import Callable

OTHER_SIDE = "the connection is read from the service's side, where it stands too"
SHOWN_BY_CODE = "the code is read, and our own name of it is shown"
OF_THE_CLASS = "tells of the vocabulary, not of the service"
NO_PLACE = "a listing has no place for it, and no search asks for it"
ADDRESSES = "serviceChannels[].contactDetails.addresses[]"
JOINS = "joins records; test_ptv_files and test_ptv_api show it"
CALLS = "what a call costs is told by chargeDescription"

LEFT_OUT: dict[str, dict[str, str]] = {
    "Service": {
        "sourceId": "ids of other systems have no place in a listing",
        "subType": "which kind of general description it is",
        "fundingType": NO_PLACE,
        "generalDescriptionId": JOINS,
        "industrialClasses": "the branch of the business, not the subject of the service",
        "legislation": "the law behind a service does not help in finding or using it",
        "serviceChannels[].extraTypes": "marks that systems of authorities exchange",
        "serviceChannels[].digitalAuthorizations": "mandates for acting in place of another",
        f"{ADDRESSES}.locationAbroad": "places abroad are left out, with a note",
        f"{ADDRESSES}.postOfficeBoxAddress.postOfficeBox": "nobody can go to a box",
        f"{ADDRESSES}.postOfficeBoxAddress.additionalInformation": "nobody can go to a box",
        "serviceChannels[].modified": "the service's own time of change is read",
        "organizations[].provisionType": NO_PLACE,
        "organizations[].additionalInformation": "of producers; a listing has one organisation",
        "serviceVouchersInUse": "the vouchers themselves are read",
        "serviceCollections[].id": "the names are read",
        "responsibleSoteOrganization": "always empty, says PTV",
    },
    "GeneralDescription": {
        "id": JOINS,
        "names": "PTV copies the name into each service",
        "industrialClasses": "the branch of the business, not the subject of the service",
        "legislation": "the law behind a service does not help in finding or using it",
        "generalDescriptionType": "who may use the description",
        "publishingStatus": "of the description; the service has its own",
        "modified": "of the description; the service has its own",
        "serviceChannels": "proposals for those who write services",
    },
    "Organization": {
        "sourceId": "ids of other systems have no place in a listing",
        "oid": "ids of other systems have no place in a listing",
        "businessCode": "ids of other systems have no place in a listing",
        "parentOrganizationId": NO_PLACE,
        "organizationRootId": NO_PLACE,
        "municipality": "where the organisation is, not where its services are",
        "organizationType": "only chooses among services: see ptv_selection",
        "businessName": "the names for readers are read",
        "areaType": "the service's own areas are read",
        "areas": "the service's own areas are read",
        "organizationDescriptions": "tells of the organisation, not of the service",
        "addresses": "where the organisation is, not where its services are",
        "electronicInvoicings": NO_PLACE,
        "publishingStatus": "a service may be published without it",
        "services": OTHER_SIDE,
        "modified": "the service's own time of change is read",
        "subOrganizations": NO_PLACE,
    },
}
CHANNELS = {
    "sourceId": "ids of other systems have no place in a listing",
    "oid": "ids of other systems have no place in a listing",
    "organizationId": "the organisation of the service is read",
    "areaType": "the service's own areas are read",
    "areas": "the service's own areas are read",
    "languages": "the service's own languages are read",
    "services": OTHER_SIDE,
    "serviceCollections": "the collections of the service are read",
    "modified": "the service's own time of change is read",
    "responsibleSoteOrganization": "always empty, says PTV",
    "ontologyTerms": "of all services of the channel together; those of the service are read",
    "signatureQuantity": NO_PLACE,
    "requiresSignature": NO_PLACE,
    "requiresAuthentication": NO_PLACE,
    "attachments[].type": "a form or another attachment: the name tells",
    "accessibilityClassification[].accessibilityClassificationLevel": "the statement is linked",
    "accessibilityClassification[].wcagLevel": "the statement is linked",
    "addresses[].entrances[].contactInfo": "the contacts of the channel are read",
    "addresses[].postOfficeBoxAddress.postOfficeBox": "nobody can go to a box",
    "addresses[].postOfficeBoxAddress.additionalInformation": "nobody can go to a box",
    "addresses[].locationAbroad": "places abroad are left out, with a note",
    "deliveryAddresses": "where to send a form stands on the form",
    "formIdentifier": "the number of a form; its name is read",
}
# A form is a link that goes by the channel's name: it has no place and no hours.
FORM = {
    "serviceChannelDescriptions": "the name of a form is the label of its link",
    "serviceHours": "a form has no hours",
}
# In every record and in every channel.
EVERYWHERE = {
    "*.ontologyType": OF_THE_CLASS,
    "*.parentId": OF_THE_CLASS,
    "*.parentUri": OF_THE_CLASS,
    "*serviceClasses[].description": OF_THE_CLASS,
    "*ontologyTerms[].code": "the words of the term are read",
    "*ontologyTerms[].uri": "the words of the term are read",
    "*targetGroups[].name": SHOWN_BY_CODE,
    "*areas[].name": SHOWN_BY_CODE,
    "*municipalities[].name": SHOWN_BY_CODE,
    "*municipality.name": SHOWN_BY_CODE,
    "*honeNumbers[].serviceChargeType": CALLS,
    "*upportPhones[].serviceChargeType": CALLS,
    "*mails[].language": "an address has no language",
    "*serviceHours[].validForNow": "the two days of the period tell",
}


def reason_for(name: str, path: str) -> str | None:
    """Why a field of an example is left out; None when it must be used."""
    form = FORM if name == "PrintableFormChannel" else {}
    tables = (LEFT_OUT.get(name, CHANNELS), form, EVERYWHERE)
    reasons = (why for table in tables for start, why in table.items() if below(start)(path))
    return next(reasons, None)


def below(start: str) -> Callable[[str], bool]:
    """Whether a path is the one that is named, or lies below it."""
    if not start.startswith("*"):
        return lambda path: path == start or path.startswith((f"{start}.", f"{start}["))
    name = start[1:]
    return lambda path: path.endswith(name) or any(f"{name}{end}" in path for end in ".[")
