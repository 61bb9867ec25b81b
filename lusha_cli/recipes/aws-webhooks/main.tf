terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.40"
    }
  }
}

variable "name" {
  description = "Prefix of the names of all resources."
  type        = string
  default     = "lusha-webhooks"
}

variable "code" {
  description = "Path of the zip file of the function."
  type        = string
  default     = "receiver.zip"
}

# It is empty at first, so that the secret is in no file and not in the state of Terraform.
resource "aws_secretsmanager_secret" "webhook" {
  name_prefix = var.name
  description = "Signing secret of Lusha webhooks."
}

resource "aws_sqs_queue" "deliveries" {
  name = "${var.name}.fifo"
  # A queue that keeps the order drops messages that it got in the last five minutes.
  fifo_queue                 = true
  deduplication_scope        = "messageGroup"
  fifo_throughput_limit      = "perMessageGroupId"
  sqs_managed_sse_enabled    = true
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 60
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.failed.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue" "failed" {
  name                      = "${var.name}-failed.fifo"
  fifo_queue                = true
  sqs_managed_sse_enabled   = true
  message_retention_seconds = 1209600

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_log_group" "receiver" {
  name_prefix       = "/aws/lambda/${var.name}"
  retention_in_days = 30
}

resource "aws_iam_role" "receiver" {
  name_prefix = var.name
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { Service = "lambda.amazonaws.com" }
      }
    ]
  })
}

resource "aws_iam_role_policy" "receiver" {
  name = "receiver"
  role = aws_iam_role.receiver.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.deliveries.arn
      },
      {
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = aws_secretsmanager_secret.webhook.arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.receiver.arn}:*"
      }
    ]
  })
}

resource "aws_lambda_function" "receiver" {
  function_name    = var.name
  description      = "Verifies deliveries and puts them on the queue."
  runtime          = "python3.13"
  handler          = "receiver.handler"
  filename         = var.code
  source_code_hash = filebase64sha256(var.code)
  role             = aws_iam_role.receiver.arn
  memory_size      = 256
  timeout          = 10

  environment {
    variables = {
      QUEUE_URL  = aws_sqs_queue.deliveries.url
      SECRET_ARN = aws_secretsmanager_secret.webhook.arn
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.receiver.name
  }
}

resource "aws_apigatewayv2_api" "webhooks" {
  name          = var.name
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "receiver" {
  api_id                 = aws_apigatewayv2_api.webhooks.id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_function.receiver.invoke_arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "challenge" {
  api_id    = aws_apigatewayv2_api.webhooks.id
  route_key = "GET /hook"
  target    = "integrations/${aws_apigatewayv2_integration.receiver.id}"
}

resource "aws_apigatewayv2_route" "delivery" {
  api_id    = aws_apigatewayv2_api.webhooks.id
  route_key = "POST /hook"
  target    = "integrations/${aws_apigatewayv2_integration.receiver.id}"
}

resource "aws_apigatewayv2_stage" "default" {
  api_id      = aws_apigatewayv2_api.webhooks.id
  name        = "$default"
  auto_deploy = true

  default_route_settings {
    throttling_rate_limit  = 100
    throttling_burst_limit = 200
  }
}

resource "aws_lambda_permission" "api" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.receiver.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.webhooks.execution_arn}/*/*/hook"
}

output "url" {
  description = "URL for lusha webhooks create --url."
  value       = "${aws_apigatewayv2_api.webhooks.api_endpoint}/hook"
}

output "queue" {
  description = "Queue of the deliveries."
  value       = aws_sqs_queue.deliveries.url
}

output "secret" {
  description = "Secret to fill."
  value       = aws_secretsmanager_secret.webhook.arn
}
