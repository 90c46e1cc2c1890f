package dev.ske.kms;

/** What a key is asked for, named as IAM policies name it. */
enum Action {
    DECRYPT("kms:Decrypt"),
    ENCRYPT("kms:Encrypt"),
    GENERATE_DATA_KEY("kms:GenerateDataKey"),
    DESCRIBE_KEY("kms:DescribeKey");

    private final String iam;

    Action(String iam) {
        this.iam = iam;
    }

    @Override
    public String toString() {
        return iam;
    }
}
